def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x

for n in (0, 1, 2, 99, 100, 10**12, 10**30, 2**96 - 1):
    print(n, isqrt(n))
print(all(isqrt(n * n) == n for n in range(1, 300)))
