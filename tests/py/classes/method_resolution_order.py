class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([k.__name__ for k in D.__mro__], D.__bases__, D.__base__, D.mro() == list(D.__mro__))
class E(C, B): pass
for bases in ((D, E), (A, B), (A, A), (int, str), (bool,), (type(None),), (5,), (len,)):
    try:
        type("X", bases, {})
        print("ok")
    except TypeError as e:
        print(e)
class F(D, E.__base__): pass
print([k.__name__ for k in F.__mro__])
