# trace: compiled>=1
class B:
    pass
def f(n):
    s = 0
    keep = None
    for i in range(n):
        x = B()
        y = x
        x.v = i
        y.v += 1
        z = [x, y]
        z[0].v *= 2
        s += x.v + (x is y) + (z[0] is z[1])
        if i % 300 == 299:
            keep = z
            keep[1].v = -5
    return s, keep[0].v, keep[0] is keep[1]

print(f(900))
