def f(xs, n):
    s = 0
    i = 0
    try:
        while i < n:
            s += xs[i]
            i += 1
    except IndexError as e:
        return s, i, str(e)
    return s, i, None

xs = list(range(500))
print(f(xs, 500), f(xs, 501), f(xs, 10**6), f([], 1))

def g(xs):
    i = -1
    s = 0
    try:
        while True:
            s += xs[i]
            i -= 1
    except IndexError as e:
        return s, i, str(e)

print(g(xs), g(tuple(xs)))
