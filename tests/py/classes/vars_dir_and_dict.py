class A:
    x = 1
    def __init__(self): self.b, self.a = 1, 2
    def m(self): pass
a = A()
print(vars(a), a.__dict__, [n for n in dir(a) if n[0] != "_"], [n for n in dir(A) if n[0] != "_"], "__init__" in dir(a))
a.__dict__["new"] = 5
print(a.new, vars(a) is a.__dict__)
a.__dict__ = {"only": 1}
print(a.only, hasattr(a, "b"))
del a.__dict__
print(vars(a))
try:
    a.__dict__ = 5
except TypeError as e:
    print(e)
try:
    A.__dict__["x"] = 3
except TypeError as e:
    print(e)
print(type(vars(A)).__name__, sorted(vars(A))[:3], len(vars(A)))
