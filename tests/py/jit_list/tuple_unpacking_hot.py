# trace: compiled>=1
pairs = [(i, i * 2) for i in range(300)]
s = 0
for a, b in pairs:
    s += a * b
for i, (a, b) in enumerate(pairs):
    s -= i * (a + b)
for (a, b), c in zip(pairs, pairs):
    s += c[0] - a + b
first, *mid, last = pairs
for a, *rest in pairs:
    s += rest[0]
print(s, first, last, len(mid))
try:
    for a, b in pairs + [(1, 2, 3)]:
        pass
except ValueError as e:
    print(e)
try:
    for a, b in pairs + [(1,)]:
        pass
except ValueError as e:
    print(e)
try:
    for a, b in pairs + [5]:
        pass
except TypeError as e:
    print(e)
