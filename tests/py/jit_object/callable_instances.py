# trace: compiled>=1
class Adder:
    def __init__(self, k): self.k = k
    def __call__(self, x, y=1, *rest): return x + y * self.k + len(rest)

a = Adder(3)
s = 0
for i in range(400):
    s += a(i) + a(i, 2) + a(i, 2, 3, 4)
    if i == 200:
        Adder.__call__ = lambda self, *a: 1
print(s)
