class M:
    def __init__(self, n): self.n = n
    def __matmul__(self, o): return ("mm", self.n, o)
    def __rmatmul__(self, o): return ("rmm", o, self.n)
    def __imatmul__(self, o): return M(self.n + o)
m = M(1)
print(m @ 2, 3 @ m, "a" @ m)
m @= 5
print(m.n)
try:
    1 @ 2
except TypeError as e:
    print(e)
