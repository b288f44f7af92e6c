# trace: compiled>=1
class Key:
    compared = 0
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 10
    def __eq__(self, other):
        Key.compared += 1
        return isinstance(other, Key) and self.v == other.v

d = {}
for i in range(300):
    d[Key(i % 50)] = i
print(len(d), sum(d.values()), Key.compared > 0)
print(Key(3) in d, Key(51) in d, d[Key(49)])
