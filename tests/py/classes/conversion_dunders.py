class N:
    def __int__(s): return 7
    def __float__(s): return 1.5
    def __complex__(s): return 2j
    def __index__(s): return 3
    def __bool__(s): return False
    def __str__(s): return "str"
    def __repr__(s): return "repr"
    def __bytes__(s): return b"bytes"
    def __format__(s, spec): return "fmt:" + spec
    def __hash__(s): return 99
    def __len__(s): return 4
n = N()
print(int(n), float(n), complex(n), [0, 1, 2, "three"][n], bool(n), str(n), repr(n), bytes(n), format(n, "x"), f"{n:>9}", hash(n), len(n), hex(n), range(n), "ab" * n, [n], f"{n!r} {n}", "%s %r %d" % (n, n, n))
bad = {"__int__": int, "__float__": float, "__complex__": complex, "__index__": lambda x: [][x], "__bool__": bool, "__str__": str, "__repr__": repr, "__bytes__": bytes, "__format__": format, "__hash__": hash, "__len__": len}
for name, f in bad.items():
    C = type("C", (), {name: lambda s, *a: 1.25 if name != "__float__" else "x"})
    try:
        f(C())
    except TypeError as e:
        print(name, e)
class L:
    def __len__(s): return -1
try:
    len(L())
except ValueError as e:
    print(e)
class O:
    def __index__(s): return 2**70
    def __len__(s): return 2**70
for f in (len, lambda o: [1][o], lambda o: "a" * o):
    try:
        f(O())
    except (OverflowError, IndexError) as e:
        print(type(e).__name__, e)
