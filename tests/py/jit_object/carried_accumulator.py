# trace: compiled>=4
# Objects that one iteration makes for the next exist at exits only.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)
def vec():
    v = Vec(0, 0.5); w = Vec(1, 2.0)
    for i in range(500):
        v = v + w
    return v.x, v.y
def tup():
    p = (0, 0.0, "a")
    for i in range(500):
        p = (p[0] + i, p[1] + 0.5, p[2])
    return p
def nested():
    p = ((0, 1), (2.0, 3))
    for i in range(333):
        p = ((p[0][1], p[0][0] + 1), (p[1][0] + 0.5, p[1][1]))
    return p
def swap():
    a = (1, 2); b = (3, 4)
    for i in range(333):
        a, b = (b[0] + 1, b[1]), (a[0], a[1] + 1)
    return a, b
print(vec())
print(tup())
print(nested())
print(swap())
