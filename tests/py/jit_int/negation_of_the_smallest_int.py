def f(x, n):
    for i in range(n):
        x = -x
    return x

for x in (-2**48, 2**48, -2**31, -2**63, 2**63, 0, True):
    print(f(x, 201), f(x, 202), abs(x))
