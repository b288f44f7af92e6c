t = (1, 2, 3, 2)
print(t + (4,), t * 2, t[1], t[-1], t[1:3], t[::-1], t.index(2), t.count(2), 2 in t, len(t), (), (1,), tuple("ab"), tuple([1]), tuple(), hash((1, 2)) == hash((1, 2)), (1, 2) < (1, 3), (1,) + (), max(t), sum(t), sorted(t), 2 * t[:1])
for f in (lambda: t[9], lambda: t["a"], lambda: t + [1], lambda: t.index(9), lambda: t.__setitem__, lambda: hash(([],)), lambda: t < 1, lambda: t * "a", lambda: (1).__getitem__):
    try: f()
    except (IndexError, TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
try: t[0] = 1
except TypeError as e: print(e)
try: del t[0]
except TypeError as e: print(e)
print(hash(()), hash((1, 2, 3)), hash((1.5, None is None)), hash(((1,), 2)))
