import itertools as it
log = []
def src():
    for i in range(6):
        log.append(i)
        yield i
a, b = it.tee(src())
print(next(a), next(a), next(b), log)
g = it.groupby(src(), lambda x: x // 3)
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
z = it.zip_longest(it.islice(src(), 2), "abc")
print(list(z), len(log))
c = it.chain([1], src())
print(next(c), len(log), type(c).__name__, iter(c) is c)
s = it.islice(src(), 1, 4)
print(next(s), list(s), list(s))
