class A:
    __slots__ = ("s",)
class B: pass
b = B()
for f in (lambda: b.foo, lambda: B.foo, lambda: A().s, lambda: (5).foo, lambda: None.foo, lambda: "".foo, lambda: [].foo, lambda: setattr(5, "x", 1), lambda: setattr([], "x", 1), lambda: setattr(object(), "x", 1), lambda: delattr(b, "q"),
          lambda: setattr(A(), "t", 1), lambda: type.foo, lambda: len.foo, lambda: setattr(len, "x", 1), lambda: (lambda: 0).foo, lambda: b.__init__.foo, lambda: setattr(b.__init__, "x", 1), lambda: setattr(5, "real", 1), lambda: int.foo, lambda: __import__("sys").foo, lambda: setattr("", "upper", 1)):
    try:
        f()
        print("ok")
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
class Word:
    color = 1
    length = 2
try:
    Word().colour
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
