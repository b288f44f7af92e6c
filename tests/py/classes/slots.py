class A:
    __slots__ = ("x", "__private", "y")
    def __init__(self): self.__private = 1
class B(A):
    __slots__ = "z"
class C(A): pass
a, b, c = A(), B(), C()
a.x = b.z = c.w = 1
print(a.x, b.z, c.w, hasattr(a, "__dict__"), hasattr(c, "__dict__"), A.__slots__, A._A__private.__get__(a))
for f in (lambda: setattr(a, "w", 1), lambda: a.y, lambda: delattr(a, "y"), lambda: b.__dict__, lambda: setattr(b, "nope", 2)):
    try:
        f()
    except AttributeError as e:
        print(e)
print(type(A.x).__name__, A.x.__name__, repr(A.x))
for src in ("class D:\n __slots__ = ('x',)\n x = 1", "class D:\n __slots__ = ('1x',)", "class D:\n __slots__ = (5,)", "class D(int):\n __slots__ = ('x',)", "class P:\n __slots__='a'\nclass Q:\n __slots__='b'\nclass R(P, Q): pass", "class D:\n __slots__ = ('__dict__', '__dict__')"):
    try:
        exec(src)
        print("ok")
    except (TypeError, ValueError) as e:
        print(e)
class W:
    __slots__ = ("__weakref__", "__dict__", "q")
w = W()
w.any = 1
import weakref
print(weakref.ref(w)() is w, w.__dict__)
try:
    weakref.ref(a)
except TypeError as e:
    print(e)
