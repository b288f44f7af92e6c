d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
d["z"] = 26
print(k, v, i, len(k), "a" in k, 26 in v, ("a", 1) in i, list(k), k & {"a", "q"}, k | {"q"}, k - {"a"}, k ^ {"a", "q"} == {"b", "c", "z", "q"}, i & [("a", 1)], k == {"a", "b", "c", "z"}, k.isdisjoint("xy"), k > {"a"}, k.mapping["a"], v == d.values(), type(k).__name__) if False else print(k, v, i, len(k), "a" in k, 26 in v, ("a", 1) in i, sorted(k | {"q"}), sorted(k - {"a"}), k == {"a", "b", "c", "z"}, k.isdisjoint("xy"), k > {"a"}, k.mapping["a"], v == d.values(), type(k).__name__)
for f in (lambda: k[0], lambda: hash(v), lambda: k | 5, lambda: next(k), lambda: v | v):
    try: print(f() is not None)
    except TypeError as e: print(e)
try: k.mapping["x"] = 1
except TypeError as e: print(e)
