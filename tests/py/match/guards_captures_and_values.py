import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class K: limit = 10
def f(x):
    match x:
        case Color.RED: return "red"
        case K.limit: return "limit"
        case [Color.BLUE as c, *_]: return c.name
        case (1 | 2) as n, m: return n, m
        case int() as n if n > 100: return "big", n
        case {"k": (1 | "one") as v}: return v
        case _ if isinstance(x, str): return "guard"
    return "none"
print([f(v) for v in (Color.RED, 10, [Color.BLUE, 1], (2, 3), 101, {"k": "one"}, "s", 5)])
match 1, 2:
    case a, b: print(a, b)
match [1, [2, 3]]:
    case [x, [y, *z]] as whole: print(x, y, z, whole)
match x := 5:
    case 5: print(x)
