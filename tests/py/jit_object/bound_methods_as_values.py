# trace: compiled>=1
class A:
    def __init__(self, v): self.v = v
    def get(self, k=0): return self.v + k

xs = [A(i).get for i in range(20)]
s = 0
for i in range(600):
    m = xs[i % 20]
    s += m() + m(i) + m(k=2)
append = [].append
l = []
add = l.append
for i in range(500):
    add(i)
print(s, len(l), xs[3] == xs[3], xs[3].__self__.v, xs[1] == xs[2])
