# trace: compiled>=3
# Carried objects keep their identity: two names of one object, objects kept by somebody else.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)
def escape_late(n):
    p = (0, None); kept = []
    for i in range(500):
        p = (i, p)
        if i % 97 == 0: kept.append(p)
    return len(kept), kept[3][0], kept[2] is kept[3][1]
def two_names():
    a = b = Vec(0, 0)
    same = 0
    for i in range(400):
        if a is b: same += 1
        a = b = Vec(i, a.y + 1)
    return same, a is b, a.x, a.y
class Node:
    def __init__(self, v, nxt):
        self.v = v; self.next = nxt
def chain():
    n = None
    for i in range(400):
        n = Node(i, n)
    k = 0; s = 0
    while n is not None:
        s += n.v; n = n.next; k += 1
    return k, s
print(escape_late(1))
print(two_names())
print(chain())
