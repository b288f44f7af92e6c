# trace: compiled>=1
class Temp:
    def __init__(self): self._c = 0.0
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9

t = Temp()
s = 0.0
for i in range(600):
    t.f = i
    s += t.f
    t.f += 1
print(round(s, 6), round(t.f, 6))
for i in range(300):
    s += t.f
    if i == 100:
        Temp.f = property(lambda self: 1.0)
print(round(s, 6))
