# trace: compiled>=1
class O:
    def __init__(self, order):
        for k in order:
            setattr(self, k, ord(k))

objs = [O("ab"), O("ba"), O("abc"), O("cab"), O("zyxab"), O("a")]
objs[5].b = 7.5
s = 0
for i in range(900):
    o = objs[i % 6]
    s += o.a - o.b
    o.a += 1
print(s, [o.a for o in objs])
