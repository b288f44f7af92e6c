# trace: compiled>=2
# Fields of carried objects that stop being small ints or leave by an exception.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)
def big():
    v = Vec(1, 1)
    for i in range(200):
        v = Vec(v.x * 3, v.y + 1)
    return v.x, v.y
def raise_in():
    v = Vec(0, 0); w = [Vec(1, 1)] * 300 + [5]
    try:
        for o in w:
            v = v + o
    except AttributeError as e:
        return v.x, v.y, str(e)
print(big())
print(raise_in())
