# Class methods of descriptors, hooks that are descriptors, __new__ that makes something else, __dict__ that is none.
import sys


class A:
    def foo(self, cls):
        return "spam"


class B:
    bar = classmethod(A().foo)

    @classmethod
    @property
    def p(cls):
        return cls.__name__

    @classmethod
    @classmethod
    def q(cls):
        return cls.__name__


print(B.bar(), B().bar(), B.p, B().p, B.q(), B().q())


class C:
    def __new__(cls, arg):
        return object.__new__(D) if isinstance(arg, int) else object.__new__(cls)


class D(C):
    def __init__(self, arg):
        self.foo = arg


print(C(1).foo, D("x").foo, type(C("x")).__name__)


class Counting:
    n = 0

    def __get__(self, obj, owner=None):
        def getter(name, *value):
            self.n += 1
            raise AttributeError(name)
        return getter


counting = Counting()


class E:
    __getattr__ = counting


class F:
    __getattribute__ = counting
    __getattr__ = counting


class G:
    __setattr__ = counting
    __delattr__ = counting


def delete(o):
    del o.attr


def assign(o):
    o.attr = 1


for o in (E(), F(), G()):
    for f in (lambda o: o.attr, assign, delete):
        try:
            f(o)
        except AttributeError as e:
            print(type(o).__name__, e, counting.n)


class M(type(sys)):
    __dict__ = property(lambda self: "no dict")


for f in (lambda: dir(M("m")), lambda: type("S", (int,), {"__slots__": "x"}), lambda: type("S", (), {"__slots__": [chr(128)]}),
          lambda: type("S", (tuple,), {"__slots__": ("x", "y")})):
    try:
        print(f())
    except TypeError as e:
        print(e)
