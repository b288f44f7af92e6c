# trace: compiled>=1
import functools
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __hash__(self): return hash(self.v)

vs = [V(i * 31 % 53) for i in range(200)]
print([x.v for x in sorted(vs)[:5]], len(set(vs)), max(vs).v, V(1) <= V(2), V(3) >= V(4))
