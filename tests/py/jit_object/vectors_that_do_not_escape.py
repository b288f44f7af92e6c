# trace: compiled>=1
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)
    def dot(self, o):
        return self.x * o.x + self.y * o.y

p = Vec(0.0, 0.0)
v = Vec(1.0, 0.5)
for i in range(1000):
    p = p + v * 0.01
    if p.dot(p) > 40:
        v = v * -1
print(p.x, p.y, v.x)
q = Vec(0, 0)
for i in range(400):
    q = q + Vec(i, -i)
print(q.x, q.y)
