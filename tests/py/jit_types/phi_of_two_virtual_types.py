def f(n):
    last = None
    for i in range(n):
        p = (i, i + 1) if i % 3 else [i]
        last = p
    return last

print(f(100), f(101), f(102))

def g(n):
    t = (0, 0)
    for i in range(n):
        t = (t[1], t[0] + 1)
    return t

print(g(0), g(1), g(501))
