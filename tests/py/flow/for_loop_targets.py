for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]: print(a, b, c)
d = {}
for d["i"] in range(3): pass
print(d)
for i in range(3):
    i = 10
print(i)
for k, v in {"a": 1}.items(): print(k, v)
for x in (y for y in "ab"): print(x)
for i, (p, q) in enumerate(zip("ab", [1, 2])): print(i, p, q)
try:
    for x in 5: pass
except TypeError as e:
    print(e)
