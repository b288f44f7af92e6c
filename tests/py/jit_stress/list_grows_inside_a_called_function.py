# trace: compiled>=1
def grow(xs, i):
    if i % 3 == 0:
        xs.extend([i] * 5)
    return len(xs)
def f(n):
    xs = [0, 1]
    s = 0
    for i in range(n):
        a = xs[0]
        m = grow(xs, i)
        xs[0] = i
        s += xs[0] - a + xs[-1] + xs[i % m]
    return s, len(xs)

print(f(10), f(900))
