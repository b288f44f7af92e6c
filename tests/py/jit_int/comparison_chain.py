# trace: compiled>=1
def f(n):
    c = 0
    for i in range(n):
        if 10 < i < 500 <= n != 7:
            c += 1
        if not (i >= 3 > 1):
            c += 100
    return c

print(f(5), f(600), f(2000))
