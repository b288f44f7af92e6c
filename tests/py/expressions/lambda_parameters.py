f = lambda a, /, b=2, *c, d, e=5, **g: (a, b, c, d, e, g)
print(f(1, d=4, z=0), (lambda *, k=1: k)(), (lambda *a, **k: (a, k))(1, x=2), (lambda: (yield))().__class__.__name__)
print((lambda x: lambda y: x + y)(1)(2), f.__name__, f.__defaults__, f.__kwdefaults__)
