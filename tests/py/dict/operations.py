d = {"a": 1, "b": 2}
d["c"] = 3
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, d.pop("a"), d.pop("zz", None), d.setdefault("n", 5), d.setdefault("n", 6), list(d), d.copy())
d.update({"x": 1}, y=2)
d.update([("p", 1), "qr"])
print(d, d.popitem(), dict(a=1, b=2), dict([("k", "v")], k2=1), dict({1: 2}), dict.fromkeys([1, 2]), dict.fromkeys("ab", 0), {**d, "x": 9}, d | {"b": 0}, {} == {})
d |= [("or", 1)]
del d["x"]
print(d, d == dict(reversed(d.items())), d != {})
d.clear()
for f in (lambda: d["k"], lambda: d.pop("k"), lambda: d.popitem(), lambda: {[]: 1}, lambda: d | 5, lambda: d < {}, lambda: d.update(5), lambda: d.update([1]), lambda: dict([(1,)]), lambda: d.__delitem__("q"), lambda: dict(1, 2), lambda: hash({}), lambda: {**5}, lambda: d[[]]):
    try: f()
    except (KeyError, TypeError, ValueError) as e: print(type(e).__name__, e)
