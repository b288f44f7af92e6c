# trace: compiled>=1
def f(xs, n):
    s = 0
    for i in range(-n, n):
        s = s * 3 + xs[i]
        s %= 1000003
    return s

print(f([5, 7, 11], 3), f(list(range(400)), 400), f(tuple(range(300)), 300), f("x", 0))
