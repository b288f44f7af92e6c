class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Q(P): pass
def f(v):
    match v:
        case P(0, 0): return "origin"
        case Q(x=1): return "Q with 1"
        case P(x, y) if x == y: return "diag", x
        case P(x, y=5): return "y5", x
        case P(): return "P"
        case int(n): return "int", n
        case str(s) | bytes(s): return "text", s
        case float(): return "float"
        case list([a, b]): return "list", a, b
        case dict(d): return "dict", d
        case bool(): return "never"
        case object(__class__=c): return c.__name__
print([f(v) for v in (P(0, 0), Q(1, 2), P(3, 3), P(4, 5), P(1, 2), 7, "s", b"b", 1.5, [1, 2], {1: 2}, True, None)])
def t(src):
    try:
        exec(src)
    except TypeError as e:
        print(e)
t("match 5:\n case int(a, b): pass")
t("match P(1,2):\n case P(a, b, c): pass")
t("match P(1,2):\n case P(a, x=b): pass")
t("class N: pass\nmatch N():\n case N(a): pass")
t("match 5:\n case print(): pass")
t("class M: __match_args__ = 5\nmatch M():\n case M(a): pass")
t("class M: __match_args__ = (5,)\nmatch M():\n case M(a): pass")
