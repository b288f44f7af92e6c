# trace: compiled>=1
class N:
    def __init__(self, v): self.v = v
    def __add__(self, o): return NotImplemented if isinstance(o, str) else N(self.v + (o.v if isinstance(o, N) else o))
    def __radd__(self, o): return N(o * 100 + self.v)
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return isinstance(o, N) and self.v == o.v
    def __neg__(self): return N(-self.v)
    def __iadd__(self, o):
        self.v += 1
        return self

s = 0
n = N(1)
for i in range(300):
    s += (n + i).v + (i + n).v + (n < N(i)) + (n == N(i)) + (-n).v
    n += 1
print(s, n.v)
try:
    for i in range(200):
        n + ("x" if i == 150 else i)
except TypeError as e:
    print(i, e)
