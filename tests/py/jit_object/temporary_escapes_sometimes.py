# trace: compiled>=1
class Box:
    def __init__(self, v): self.v = v

kept = []
s = 0
for i in range(1000):
    b = Box(i)
    s += b.v
    if i % 97 == 5:
        kept.append(b)
        b.v = -1
print(s, [k.v for k in kept], len({id(k) for k in kept}))
