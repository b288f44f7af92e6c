# trace: compiled>=1
class T:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v > 2
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n

c = 0
for i in range(400):
    if T(i % 5):
        c += 1
    if not L(i % 3):
        c += 10
    c += 100 if T(i) and L(i) else 0
print(c)
try:
    for i in range(200):
        if L(100 - i):
            c += 1
except ValueError as e:
    print(c, e)
