# trace: compiled>=1
def ends(n):
    xs = list(range(n))
    a, b = iter(xs), iter(xs[: n // 2])
    total = 0
    for x, y in zip(a, b):
        total += x * y
    rest = list(a)
    c, d = iter(xs[: n // 2]), iter(xs)
    for x, y in zip(c, d):
        total += x - y
    return total, rest[:2], list(d)[:2], list(b), list(c)

def shared(n):
    it, pairs = iter(range(n)), []
    for x, y in zip(it, it):
        pairs.append(x + y)
    e = enumerate("ab" * n)
    seen = []
    for i, c in e:
        seen.append((i, c, next(e, None)))
    both = enumerate(range(n))
    for (i, x), (j, y) in zip(both, both):
        seen.append((i, x, j, y))
    return pairs[-2:], len(pairs), seen[:2], seen[-2:]

def dicts(n):
    d = {i: str(i) for i in range(n)}
    for i in range(0, n, 3):
        del d[i]
    d["s"] = 1.5
    keys, size = 0, 0
    for k in d:
        keys += len(str(k))
    for k, v in d.items():
        size += len(str(v)) + (k == v)
    for i, (v, k) in enumerate(zip(d.values(), d.keys())):
        size += i + len(str(v)) - len(str(k))
    return keys, size

def changed(n, how):
    d = dict.fromkeys(range(n), 0)
    try:
        for k, v in d.items():
            if k == n - 5:
                how(d, k)
    except RuntimeError as e:
        return str(e), len(d)
    return "no error", len(d)

def grow(d, k): d["new"] = 1
def shrink(d, k): del d[0]
def swap(d, k): del d[0]; d[-1] = 0
def write(d, k): d[k] = 5

def appended(n):
    xs, seen = [0], 0
    for i, x in enumerate(xs):
        seen += x
        if i < n:
            xs.append(i)
    return seen, len(xs)

def texts(n):
    counts = {}
    for text in ("abc" * n, "\xe4\xf6" * n, "\u20ac1" * n, "\U0001f600x" * n, ""):
        for i, c in enumerate(text):
            counts[c] = counts.get(c, 0) + i % 2
        for c, x in zip(text, range(n)):
            counts[c] += x
    return counts

def strict(n):
    out = []
    for m in (n, n - 1, n + 1):
        try:
            for pair in zip(range(n), range(m), strict=True):
                last = pair
            out.append(last)
        except ValueError as e:
            out.append(str(e))
    return out

def starts(n):
    big = []
    for i, x in enumerate(range(n), 2 ** 48 - 50):
        big.append(i)
    for i, x in enumerate(range(n), 2 ** 62 - 50):
        big.append(i)
    for t in zip(range(n), "x" * n, (1.5,) * n, [None] * n):
        pass
    return big[0], big[99], big[-1], t, [*zip()], [*zip("ab")]

for n in (100, 160):
    print(ends(n), shared(n), dicts(n), appended(n), strict(n), starts(n))
    print([changed(n, how) for how in (grow, shrink, swap, write)])
    print(texts(n))
