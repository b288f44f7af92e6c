class A:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    y = property(lambda self: "y", doc="why")
    z = property()
a = A()
a.x = 5
print(a.x, A.x.__doc__, A.y.__doc__, type(A.x).__name__, A.x.fget.__name__)
del a.x
for f in (lambda: a.x, lambda: setattr(a, "y", 1), lambda: delattr(a, "y"), lambda: a.z, lambda: setattr(a, "z", 1)):
    try:
        f()
    except AttributeError as e:
        print(e)
class B(A):
    @A.x.getter
    def x(self): return "B.x"
print(B().x, B.x.fset is A.x.fset)
