# trace: compiled>=1
class A:
    def v(self): return 1
class B:
    def v(self): return 10
class C(A):
    pass
c = C()
s = 0
for i in range(600):
    s += c.v()
    if i == 300:
        C.__bases__ = (B,)
    if i == 450:
        c.__class__ = A
print(s, type(c).__name__, [k.__name__ for k in C.__mro__])
