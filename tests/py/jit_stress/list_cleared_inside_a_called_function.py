# trace: compiled>=1
def maybe(xs, i):
    if i == 700:
        xs.clear()
        xs.append(-1)
    return i
def f():
    xs = list(range(50))
    s = 0
    try:
        for i in range(1000):
            s += xs[i % 50]
            maybe(xs, i)
            s += xs[i % 50]
    except IndexError as e:
        return s, i, str(e), xs

print(f())
