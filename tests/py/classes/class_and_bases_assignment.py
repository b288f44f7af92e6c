class A:
    def f(self): return "A"
class B:
    def f(self): return "B"
a = A()
a.__class__ = B
print(a.f(), type(a).__name__)
class C(A): pass
C.__bases__ = (B,)
print(C().f(), C.__mro__[1].__name__)
for f in (lambda: setattr(a, "__class__", int), lambda: setattr(5, "__class__", str), lambda: setattr(a, "__class__", 5), lambda: setattr(C, "__bases__", (int,)), lambda: setattr(C, "__bases__", (C,))):
    try:
        f()
    except TypeError as e:
        print(e)
class S1: __slots__ = ("a",)
class S2: __slots__ = ("a",)
class S3: __slots__ = ("b", "c")
s = S1()
s.__class__ = S2
print(type(s).__name__)
try:
    s.__class__ = S3
except TypeError as e:
    print(e)
