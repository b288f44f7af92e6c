class A:
    __x = 1
    def __init__(self): self.__y = 2
    def get(self): return self.__x, self.__y, self.__dunder__, self.___z
    __dunder__ = 3
    ___z = 4
    def __hidden(self): return "hidden"
    def call(self): return self.__hidden()
    def args(self, __p=5): return __p, sorted(locals())
class _B:
    __q = 7
class __:
    __r = 8
a = A()
print(a.get(), a.call(), sorted(k for k in vars(A) if "A_" in k), vars(a), a.args(), _B._B__q, vars(__)["__r"])
def f():
    __loc = 1
    class C:
        def m(self): return __loc
    return C
try:
    f()().m()
except NameError as e:
    print(e)
