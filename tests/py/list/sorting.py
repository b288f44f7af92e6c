l = [3, 1, 2, 3, 1]
print(sorted(l), sorted(l, reverse=True), sorted("bAc", key=str.lower), sorted({3: 1, 1: 2}), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([1.5, 1, True, 0.5]))
data = [(i % 3, i) for i in range(10)]
print(sorted(data, key=lambda t: t[0]), sorted(data, key=lambda t: -t[0], reverse=True))
l.sort(key=lambda x: -x)
print(l, l.sort(), l)
try: sorted([1, "a", 2])
except TypeError as e: print(e)
try: [3, 1].sort(key=5)
except TypeError as e: print(e)
class E:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        if self.v == 3: raise ValueError("cmp")
        return self.v < o.v
try: sorted([E(1), E(3), E(2)])
except ValueError as e: print(e)
m = [3, 2, 1]
def key(x):
    m.append(x)
    return x
try: m.sort(key=key)
except ValueError as e: print(e, m)
import random
random.seed(1)
big = [random.randrange(1000) for _ in range(500)]
s = sorted(big)
print(all(a <= b for a, b in zip(s, s[1:])), sorted(s, reverse=True) == s[::-1], sorted(range(100), key=lambda x: x % 7)[:20])
