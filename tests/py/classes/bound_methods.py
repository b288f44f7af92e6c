class A:
    def m(self, x): return self, x
    @classmethod
    def c(cls, x): return cls, x
    @staticmethod
    def s(x): return x
a = A()
m = a.m
print(m.__self__ is a, m.__func__ is A.m, m.__name__, m(1)[1], m == a.m, m is a.m, hash(m) == hash(a.m), A.c.__self__, A.s(3), a.c(4)[1], A().m == a.m)
import types
b = types.MethodType(lambda self, y: (self, y), 10)
print(b(5), types.MethodType(len, "abc")())
try:
    types.MethodType(5, 1)
except TypeError as e:
    print(e)
A.m.attr = 5
print(a.m.attr, A.__dict__["s"].__func__ is A.s, type(A.__dict__["c"]).__name__, A.__dict__["c"].__wrapped__.__name__)
try:
    a.m.attr = 6
except AttributeError as e:
    print(e)
