# trace: compiled>=1
class V:
    def __init__(self, v): self.v = v
    def __add__(self, o): return V(self.v + o.v)

a, b = V(0), V(1)
for i in range(600):
    if i == 200:
        V.__add__ = lambda s, o: V(s.v + 2 * o.v)
    if i == 400:
        V.__radd__ = lambda s, o: V(1000)
        del V.__add__
    try:
        a = a + b
    except TypeError as e:
        text = str(e)
        a = V(a.v + 100)
print(a.v, text)
