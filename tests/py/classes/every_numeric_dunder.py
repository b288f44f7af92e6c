names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or".split()
class N: pass
for n in names:
    setattr(N, f"__{n}__", lambda s, o, *m, n=n: (n, o) + m)
    setattr(N, f"__r{n}__", lambda s, o, *m, n=n: ("r" + n, o) + m)
    setattr(N, f"__i{n}__", lambda s, o, n=n: ("i" + n, o))
x = N()
print(x + 1, x - 1, x * 1, x @ 1, x / 1, x // 1, x % 1, divmod(x, 1), x ** 1, x << 1, x >> 1, x & 1, x ^ 1, x | 1)
print(1 + x, 1 - x, 1 * x, 1 @ x, 1 / x, 1 // x, 1 % x, divmod(1, x), 1 ** x, 1 << x, 1 >> x, 1 & x, 1 ^ x, 1 | x)
print(pow(x, 2, 3), "s" % x if False else "")
for op in "+ - * @ / // % ** << >> & ^ |".split():
    y = N()
    exec(f"y {op}= 5")
    print(op, y)
class U:
    def __neg__(s): return "neg"
    def __pos__(s): return "pos"
    def __invert__(s): return "inv"
    def __abs__(s): return "abs"
    def __round__(s, n=None): return "round", n
    def __trunc__(s): return "trunc"
    def __floor__(s): return "floor"
    def __ceil__(s): return "ceil"
import math
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u))
