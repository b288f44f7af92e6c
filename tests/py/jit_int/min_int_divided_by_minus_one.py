def f(x, d, n):
    r = 0
    for i in range(n):
        r = x // d
        x2 = x % d
    return r, x2

for x in (-2**31, -2**48, -2**63, -2**64, 2**63, -2**48 - 1):
    print(x, f(x, -1, 200), f(x, 1, 200), f(x, 3, 100))
