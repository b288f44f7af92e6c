# A subclass that replaces __init__ or __new__ takes keywords that the builtin's other one does not.
import itertools


def attempt(f):
    try:
        print(repr(f()))
    except TypeError as e:
        print(type(e).__name__, e)


for base, arg in ((int, 5), (float, 2.5), (str, "s"), (complex, 1j), (bytes, b"x"), (bytearray, b"x"), (list, [1]),
                  (dict, {1: 2}), (frozenset, {1}), (tuple, (1,)), (itertools.chain, [1]), (itertools.cycle, [1])):
    class Init(base):
        def __init__(self, a, newarg=None):
            self.newarg = newarg

    class New(base):
        def __new__(cls, a, newarg=None):
            self = super().__new__(cls, a)
            self.newarg = newarg
            return self

    print(base.__name__)
    attempt(lambda: Init(arg, newarg=3).newarg)
    attempt(lambda: New(arg, newarg=3).newarg)
    attempt(lambda: base(arg, y=0))


class S(str):
    def __str__(self):
        return "S!"


v = S("x")
print(f"{v}", "{}".format(v), format(v), "%s" % v, str(v), f"{v!s:>5}", f"{v!r}", "{:5}".format(v))
