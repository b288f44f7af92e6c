def f(x):
    match x:
        case {"type": "circle", "r": r}: return "circle", r
        case {"type": t, **rest} if rest: return t, rest
        case {"a": {"b": [x, *_]}}: return "deep", x
        case {1: _, None: y}: return "keys", y
        case {}: return "mapping", len(x)
        case _: return "other"
import collections
for v in ({"type": "circle", "r": 2}, {"type": "sq", "w": 1}, {"type": "sq"}, {"a": {"b": [7]}}, {1: 2, None: 3}, {}, [], collections.OrderedDict(z=1)):
    print(f(v))
class D(dict):
    def __missing__(self, k): return "made"
print(f(D()), f(collections.defaultdict(list)))
