import functools as f
print(f.reduce(lambda a, b: a + b, [1, 2, 3]), f.reduce(max, [1, 5, 2], 3), f.partial(int, base=2)("101"), f.partial(print, 1).args)
@f.lru_cache(maxsize=2)
def sq(x):
    print("compute", x)
    return x * x
print(sq(2), sq(2), sq(3), sq(4), sq(2), sq.cache_info())
@f.wraps(sq.__wrapped__)
def w(): pass
print(w.__name__, sorted([3, 1, 2], key=f.cmp_to_key(lambda a, b: b - a)))
class C:
    @f.cached_property
    def v(self):
        print("once")
        return 5
c = C()
print(c.v, c.v)
@f.singledispatch
def g(x): return "default"
@g.register
def _(x: int): return "int"
@g.register(list)
def _(x): return "list"
print(g(1), g([]), g("a"), g(True))
try: f.reduce(max, [])
except TypeError as e: print(e)
