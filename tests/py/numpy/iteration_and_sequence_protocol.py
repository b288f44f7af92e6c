import numpy as np
a = np.arange(6).reshape(2, 3)
print([r.tolist() for r in a], [int(x) for r in a for x in r], list(a[0]), 3 in a, len(a), a[0] in [5] if False else "", list(map(float, a[1])), [x for x in a.flat], dict(zip("ab", a[0].tolist())), sorted(a[1], reverse=True), max(a.ravel()), sum(a[0]), *a[0], list(enumerate(a[:, 0])), list(np.ndenumerate(a))[4], list(np.ndindex(2, 2)), [x.item() for x in np.nditer(a)] if False else "", list(reversed(a[0])))
x, y = a
print(x, y)
try: iter(np.array(5))
except TypeError as e: print(e)
try: len(np.array(5))
except TypeError as e: print(e)
try: hash(a)
except TypeError as e: print(e)
