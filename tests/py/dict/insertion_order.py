d = {3: 1, 1: 2, 2: 3}
d[1] = "again"
d[0] = 0
del d[3]
d[3] = "end"
print(list(d), list(reversed(d)), list(d.items()), list(reversed(d.values())), next(iter(d)))
d.pop(2)
print(d, d.popitem(), d)
big = {i: i for i in range(100)}
for i in range(0, 100, 2): del big[i]
for i in range(200, 210): big[i] = i
print(list(big)[:3], list(big)[-3:], len(big), sum(big))
