d = {}
keys = [1, 1.5, "a", (1, 2), None, True, 2**70, b"x", frozenset([1]), 1j, ("a", (1,))]
for i in range(600):
    k = keys[i % len(keys)]
    d[k] = d.get(k, 0) + i
for k, v in d.items():
    print(k if not isinstance(k, frozenset) else set(k), v)
