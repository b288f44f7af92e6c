class M(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)
    def __call__(cls, *a):
        print("call", a)
        return super().__call__(*a)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name)
        return {"injected": 1}
    def hello(cls): return "hello " + cls.__name__
    @property
    def prop(cls): return "prop"
class A(metaclass=M, opt=5):
    def __init__(self, *a): pass
class B(A): pass
A(1)
print(B.hello(), B.prop, A.injected, type(B).__name__, isinstance(A, M))
try:
    B().hello()
except AttributeError as e:
    print(e)
class N(type): pass
try:
    class C(A, metaclass=N): pass
except TypeError as e:
    print(e)
class P(M, N): pass
class D(A, metaclass=P): pass
print(type(D).__name__)
def fake(name, bases, ns): return (name, bases, sorted(k for k in ns if k[0] != "_"))
class E(metaclass=fake): x = 1
print(E)
