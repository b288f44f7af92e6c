# A class may name the special methods of a builtin class that it does not descend from: calling them is a TypeError, also when
# the call site and the method are warm.
def show(name, f, x):
    for _ in range(3):
        try:
            r = "fine", type(f(x)).__name__
        except TypeError as e:
            r = "TypeError", str(e).split(" at 0x")[0]
        except AttributeError as e:
            r = "AttributeError", str(e)
    print(name, *r)


def loop(f, x):
    n = 0
    for _ in range(200):
        try:
            f(x)
        except TypeError:
            n += 1
    return n


CASES = [
    ("__len__", list, len), ("__eq__", str, lambda x: x == x), ("__lt__", set, lambda x: x < x),
    ("__getitem__", list, lambda x: x[0]), ("__contains__", dict, lambda x: 1 in x), ("__iter__", list, iter),
    ("__iter__", dict, list), ("__next__", type(iter([])), next), ("__repr__", dict, repr), ("__str__", str, str),
    ("__hash__", tuple, hash), ("__call__", type(len), lambda x: x()), ("__neg__", float, lambda x: -x),
    ("__invert__", int, lambda x: ~x), ("__or__", set, lambda x: x | x), ("__and__", frozenset, lambda x: x & x),
    ("__enter__", type(memoryview(b"")), lambda x: x.__enter__()), ("__format__", str, lambda x: format(x, ">4")),
    ("__abs__", complex, abs), ("__bool__", float, bool), ("__reversed__", list, lambda x: list(reversed(x))),
    ("__length_hint__", type(iter(())), lambda x: x.__length_hint__()), ("append", list, lambda x: x.append(1)),
    ("upper", str, lambda x: x.upper()), ("keys", dict, lambda x: x.keys()), ("__index__", int, lambda x: [1, 2][x]),
    ("__float__", float, float), ("fromkeys", dict, lambda x: x.fromkeys([1])),
]
for name, source, f in CASES:
    Plain = type("Plain", (), {name: source.__dict__[name]})
    Float = type("Float", (float,), {name: source.__dict__[name]})
    show(name, f, Plain())
    print(loop(f, Plain()))
    if source is not float:
        show(name, f, Float(1.5))
        print(loop(f, Float(1.5)))
