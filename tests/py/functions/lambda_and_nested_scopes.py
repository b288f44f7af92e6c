def outer(x):
    def middle(y):
        return lambda z: (x, y, z)
    return middle
print(outer(1)(2)(3))
fs = [(lambda n: lambda: n)(i) for i in range(3)]
print([f() for f in fs])
print((lambda *a: sum(a))(1, 2, 3), [f(2) for f in (lambda x: x, lambda x: x * x)])
