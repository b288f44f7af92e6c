def f(a, b=2, /, c=3, d=4, *args, e, g=7, **kw):
    return a, b, c, d, args, e, g, kw
print(f(1, e=5))
print(f(1, 2, 3, 4, 5, 6, e=0, z=9, a=10, b=11))
print(f(1, c=30, e=5, **{"y": 1}))
def g(*, a, b=1): return a, b
def h(a, /): return a
def k(*args, **kwargs): return args, kwargs
print(g(a=1), h(1), k(), k(1, x=2))
