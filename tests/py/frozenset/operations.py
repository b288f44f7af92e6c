f = frozenset([1, 2])
print(f, frozenset(), hash(f) == hash(frozenset([2, 1])), f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, {f: 1}[frozenset([1, 2])], f.copy() is f, frozenset(f) is f, {1, 2} in {f}, f.union([3]) > f, sorted(f), 1 in f)
for g in (lambda: f.add(1), lambda: f.__ior__, lambda: frozenset([[]]), lambda: frozenset(1, 2)):
    try: g()
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
g = f
g |= {9}
print(sorted(g), sorted(f), hash(frozenset()) == hash(frozenset()))
