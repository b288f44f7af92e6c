# A class that defines __dict__ itself, names no class may have, and descriptors without __get__ on a metaclass.
class C:
    def _dict(self):
        return {"a": 2}
    __dict__ = property(fget=_dict)


class D:
    __dict__ = 5


c = C()
c.b = 3
print(c.__dict__, vars(c), c.b, D().__dict__)


class Base:
    pass


class Meta(type, Base):
    pass


class E(metaclass=Meta):
    pass


class Setter:
    def __set__(self, obj, value):
        print("set", value)


class Meta2(type):
    pass


class F(metaclass=Meta2):
    pass


F.a = 42
Meta2.a = Setter()
print(F.a)
F.a = 43
for f in (lambda: vars(D()), lambda: Base.__dict__["__dict__"].__set__(E, {}), lambda: type("A\0B", (), {}),
          lambda: type("A\udcdcB", (), {}), lambda: setattr(E, "__name__", "A\udcdcB"), lambda: setattr(E, "__name__", "A\0")):
    try:
        print(f())
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
print(E.__name__)
