class W:
    def __init__(self, r): self.r = r
    def __lt__(self, o): return self.r
    def __bool__(self): return False

n = 0
seen = []
for i in range(300):
    r = W(i % 5) < 1
    if r:
        n += 1
    if W([]) < 3:
        n += 1000
    if W(W(1)) < 2:
        n += 10000
    if i % 100 == 0:
        seen.append(r)
print(n, seen)
