class A:
    def f(self): return ["A"]
    @classmethod
    def c(cls): return [cls.__name__, "A"]
    @property
    def p(self): return "pA"
    x = 5
class B(A):
    def f(self): return ["B"] + super().f()
    @classmethod
    def c(cls): return super().c() + ["B"]
    @property
    def p(self): return super().p + "B"
class C(A):
    def f(self): return ["C"] + super(C, self).f()
class D(B, C):
    def f(self): return ["D"] + super().f()
    def g(self): return super().x, super(B, self).f(), super(D, D).f(self)
d = D()
print(d.f(), D.c(), d.p, d.g())
print(repr(super(B, d)).replace(hex(id(d)), "ID")[:30], super(B, d).__thisclass__, super(B, d).__self__ is d, super(B, d).__self_class__)
try:
    super(B, d).nope
except AttributeError as e:
    print(e)
try:
    super(B, 5)
except TypeError as e:
    print(e)
def f(self): return super().__init__
try:
    f(1)
except RuntimeError as e:
    print(e)
