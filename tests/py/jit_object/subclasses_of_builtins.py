# trace: compiled>=1
class I(int):
    def __add__(self, o): return I(int(self) + int(o) + 1)
class L(list):
    def __getitem__(self, i): return super().__getitem__(i % len(self))
class D(dict):
    def __missing__(self, k): return k * 2

x = I(0)
for i in range(300):
    x = x + i
print(x, type(x).__name__)
l = L([1, 2, 3])
d = D()
s = 0
for i in range(300):
    s += l[i] + d[i]
    if i % 50 == 0:
        d[i] = 1
print(s, len(d))
class F(float): pass
f = F(1.5)
for i in range(100):
    f = f + 1
print(f, type(f).__name__)
