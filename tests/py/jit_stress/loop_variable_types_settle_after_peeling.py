# trace: compiled>=1
def f(n):
    a, b, c = None, 0, ""
    s = 0
    for i in range(n):
        if a is None:
            a = i
        s += a + b + len(c)
        a, b, c = b + 1, a, str(i % 10)
    return s, a, b, c

print(f(1), f(2), f(3), f(700))
