# timeout: 40
class P:
    def __init__(self, i): self.v = [i, (i, str(i))]
keep = []
for i in range(20000):
    p = P(i)
    if i % 100 == 0:
        keep.append(p)
print(len(keep), sum(p.v[0] for p in keep), keep[-1].v[1], all(p.v[1][1] == str(p.v[0]) for p in keep))
d = {}
for i in range(5000):
    d[i % 50] = [d.get(i % 50), i] if i % 7 else [i]
print(len(d), d[3][-1])
