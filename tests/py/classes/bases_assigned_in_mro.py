# mro() of a metaclass may assign __bases__ of the class that is being made, or of another.
class Counting(type):
    steps = 0

    def mro(cls):
        if cls.__mro__ is None and Counting.steps < 1:
            Counting.steps += 1
            cls.__bases__ += ()
        return type.mro(cls)


class A(metaclass=Counting):
    pass


print(A.__mro__, object.__subclasses__().count(A))


class Incomplete(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "Derived":
            try:
                class Derived(cls):
                    pass
            except TypeError as e:
                print(e)
            try:
                super(cls, cls).nothing
            except AttributeError as e:
                print(e)
        return type.mro(cls)


class Base(metaclass=Incomplete):
    pass


ready = False


class Swapping(type):
    def mro(cls):
        global ready
        if ready and cls.__name__ == "C":
            ready = False
            C.__bases__ = (B2,)
        return type.mro(cls)


class Root(metaclass=Swapping):
    pass


class B1(Root):
    pass


class B2(Root):
    pass


class C(Root):
    pass


ready = True
C.__bases__ = (B1,)
B1.__bases__ = (C,)
print(C.__bases__, B2.__subclasses__(), B1.__subclasses__(), B1.__bases__, C.__subclasses__())

cycle = False


class Circular(type):
    def mro(cls):
        if cycle:
            if cls.__name__ == "D1":
                D2.__bases__ = (D1,)
            if cls.__name__ == "D2":
                D1.__bases__ = (D2,)
        return type.mro(cls)


class D0(metaclass=Circular):
    pass


class D1(D0):
    pass


class D2(D0):
    pass


cycle = True
try:
    D1.__bases__ += ()
except TypeError as e:
    print(e)
