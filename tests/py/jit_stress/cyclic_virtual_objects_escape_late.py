# trace: compiled>=1
class N:
    def __init__(self): self.link = self
out = None
def f(n):
    global out
    s = 0
    for i in range(n):
        a, b, c = N(), N(), N()
        a.link, b.link, c.link = b, c, a
        a.v, b.v, c.v = i, i + 1, i + 2
        s += a.link.link.link.v + b.link.v
        if s % 1013 == 5 or i == n - 2:
            out = b
    return s

print(f(600), out.v, out.link.link.link is out, out.link.v, out.link.link.v)
