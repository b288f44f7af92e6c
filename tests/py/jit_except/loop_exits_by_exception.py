def f(xs):
    i = 0
    while True:
        try:
            x = xs[i]
        except IndexError:
            return i
        i += 1

print(f([0] * 10), f([0] * 1000), f([]))
def g(it):
    n = 0
    try:
        while 1:
            next(it)
            n += 1
    except StopIteration:
        return n
print(g(iter(range(700))), g(iter("")))
