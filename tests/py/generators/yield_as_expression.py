def g():
    x = yield
    y = (yield x) + (yield)
    print(x, y)
    z = [(yield 1), (yield 2)]
    d = {(yield "k"): (yield "v")}
    print(z, d)
    f((yield), *(yield), k=(yield))
    yield lambda: (yield)
    a = yield 1, 2
    print(a)
def f(*a, **k): print(a, k)
it = g()
print(it.send(None))
for v in (1, 2, 3, 4, 5, "K", "V", 6, [7], 8, 9, 10):
    try:
        r = it.send(v)
        print(r if not callable(r) else "fn")
    except StopIteration:
        print("stop")
