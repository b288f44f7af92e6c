def classify(items):
    counts = {}
    for x in items:
        t = type(x)
        if t is int:
            k = "int"
        elif t is str:
            k = "str"
        elif t in (list, tuple):
            k = "seq"
        elif x is None:
            k = "none"
        else:
            k = t.__name__
        counts[k] = counts.get(k, 0) + 1
    return counts

print(classify([1, "a", None, 2.0, [], (), True, {}] * 100 + [object(), 1j]))
