class A:
    def __new__(cls, v):
        if v % 3 == 0:
            return v
        return super().__new__(cls)
    def __init__(self, v): self.v = v * 2

s = 0
for i in range(300):
    a = A(i)
    s += a if isinstance(a, int) else a.v
print(s)
