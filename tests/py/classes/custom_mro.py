# A metaclass may order the MRO as it likes, also with the class itself last, and may name classes that are no bases.
class A:
    def f(self):
        return "A"


class B(A):
    def f(self):
        return "B"


class Reversed(type):
    def mro(cls):
        return type.mro(cls)[::-1]


class X(B, A, metaclass=Reversed):
    def f(self):
        return "X"


print([c.__name__ for c in X.__mro__], X().f(), issubclass(X, object), issubclass(X, A))
A.f = lambda self: "new A"
print(X().f())


class Stranger:
    name = "stranger"


class Adopting(type):
    def mro(cls):
        return [cls, Stranger, object]


class Y(metaclass=Adopting):
    pass


print(Y().name, Y.name)

for result in ([1], 1, [dict, object]):
    class Bad(type):
        def mro(cls):
            return result

    try:
        class Z(metaclass=Bad):
            def __getitem__(self, i):
                return 5
    except TypeError as e:
        print(e)
