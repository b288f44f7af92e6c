# trace: compiled>=1
class A:
    def __init__(self, n): self.n = n
    def f(self, x): return x + self.n
class B(A):
    def __init__(self, n):
        super().__init__(n * 2)
    def f(self, x): return super().f(x) + 1
class C(B):
    def f(self, x): return super().f(x) * 2

c = C(5)
s = 0
for i in range(500):
    s += c.f(i) + C(i).n
print(s)
