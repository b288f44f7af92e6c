class Data:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
    def __get__(self, obj, cls): return "get", obj is not None, cls.__name__
    def __set__(self, obj, v): print("set", v)
    def __delete__(self, obj): print("delete")
class NonData:
    def __get__(self, obj, cls=None): return "nondata"
class A:
    d = Data()
    n = NonData()
a = A()
print(a.d, A.d, a.n)
a.d = 5
del a.d
a.__dict__["d"] = 1
a.__dict__["n"] = 2
print(a.d, a.n)
class GetOnly:
    def __set__(self, o, v): pass
class B:
    g = GetOnly()
print(type(B().g).__name__)
b = B()
b.__dict__["g"] = "from dict"
print(b.g)
class M(type):
    d = Data()
class C(metaclass=M): pass
print(C.d)
C.d = 3
