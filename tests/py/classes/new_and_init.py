class A:
    def __new__(cls, *a, **k):
        print("new", a, k)
        return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
A(1, x=2)
class B:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(B())
class C:
    def __init__(self): return 5
for f in (C, lambda: object(1), lambda: type("D", (), {})(1), lambda: type("E", (), {"__new__": lambda c: object.__new__(c)})(1), lambda: object.__new__(), lambda: object.__init__(5, 1)):
    try:
        f()
    except TypeError as e:
        print(e)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
class S(str):
    def __new__(cls, s): return super().__new__(cls, s.upper())
print(T(1, 2), S("abc"), type(S("a")).__name__, S("a") + "b", type(S("a") + "b").__name__)
