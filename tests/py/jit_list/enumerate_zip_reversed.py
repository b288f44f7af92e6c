# trace: compiled>=1
xs = list(range(200))
s = 0
for i, x in enumerate(xs, 5):
    s += i * x
for a, b, c in zip(xs, reversed(xs), xs[::2]):
    s += a * b - c
for i, (a, b) in enumerate(zip(xs, xs[1:])):
    s ^= i + a * b
for x in reversed(range(200)):
    s = s * 3 % 1000003 + x
print(s)
