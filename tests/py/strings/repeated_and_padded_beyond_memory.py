def attempt(f):
    try:
        print(len(f()))
    except Exception as e:
        print(type(e).__name__, e)

for s in 'a', 'ab', 'é', '日本é', '😀x', b'a', b'ab', [1, 2], (1, 2):
    for n in 2**61, 2**62, 2**62 + 5, 2**63 - 1, 2**63, 0, -1, -2**63, -2**70:
        attempt(lambda: s * n)
        attempt(lambda: n * s)
for s in 'a', 'ab', '😀x', b'a', b'ab':
    for width in 2**62, 2**63 - 1, 2**63:
        for method in 'ljust', 'rjust', 'center', 'zfill':
            attempt(lambda: getattr(s, method)(width))
