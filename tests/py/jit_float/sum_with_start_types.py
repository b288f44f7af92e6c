# trace: compiled>=1
def total(n, start):
    s = start
    for i in range(n):
        s = s + i * 0.5
    return s

for start in (0, 0.0, True, 2**60, 1j):
    print(total(300, start))
