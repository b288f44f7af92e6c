class A:
    x = 1
    y = x + 1
    def f(self): return 1
    if y > 1:
        z = "cond"
    for i in range(3): pass
    del x
    print(__name__, __qualname__, sorted(k for k in locals() if k[0] != "_"))
    class B:
        class C: pass
print(A.B.C.__qualname__, A.__doc__, hasattr(A, "x"), A.i, A.f.__qualname__, list(A.__dict__)[:4])
class D(A, object): "doc"; __slots__ = ()
print(D.__doc__, D.__module__)
def deco(c):
    c.tag = 1
    return c
@deco
class E: pass
print(E.tag, E.__dict__["tag"], type(E.__dict__).__name__)
