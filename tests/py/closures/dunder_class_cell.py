class A:
    def f(self): return __class__
    def g(self): return super().__repr__().split(" ")[0]
    @classmethod
    def h(cls): return __class__, cls
    k = lambda self: __class__.__name__
class B(A): pass
print(B().f(), B().g(), B.h(), B().k())
def make():
    class L:
        def me(self): return __class__
    return L
print(make()().me().__qualname__)
try:
    super()
except RuntimeError as e:
    print(e)
def no(): super()
try:
    no()
except RuntimeError as e:
    print(e)
def one(a): return super()
try:
    one(1)
except RuntimeError as e:
    print(e)
