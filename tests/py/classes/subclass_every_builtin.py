for base, arg in ((int, 5), (float, 1.5), (complex, 1j), (str, "ab"), (bytes, b"ab"), (bytearray, b"ab"), (list, [1]), (tuple, (1,)), (dict, {1: 2}), (set, [1]), (frozenset, [1]), (object, None), (Exception, "e")):
    cls = type("My" + base.__name__, (base,), {"extra": lambda self: "extra"})
    x = cls(arg) if arg is not None else cls()
    x.attr = 1
    print(type(x).__name__, x.extra(), x.attr, x if base is not object else "", isinstance(x, base), x == arg)
class I(int):
    def __repr__(self): return f"I({int(self)})"
print(I(3) + 1, [I(2)], -I(4), I("12"), I(5) // 2, {I(1): 2}[1], f"{I(7)}", I.from_bytes(b"\1", "big"))
for base in (bool, range, slice, type(None), type(...), type(lambda: 0), memoryview, type(len)):
    try:
        type("X", (base,), {})
        print("ok", base)
    except TypeError as e:
        print(e)
