# Reduced from a generated program: after an exit a register holds a wrong value.
BIG = 1 << 140
def lim(v):
    t = type(v)
    if t is int:
        return v if -BIG < v < BIG else v % 1000003
    if t is float:
        return v if v == v and -1e200 < v < 1e200 else 0.5
    if t is str:
        return v[-12:]
        print(*[repr(lim(v)) for v in values])
def state(*values):
    print(*[repr(lim(v)) for v in values])
class C1:
    k = True
    def __init__(self, v=1):
        self.x = v
        self.y = 0
    def m(self, a, last=0.5):
        a = (lim(a ** 3) if (last + last) > a else a)
    def s(v): return v
class C2(C1):
    t = 5
def mk6(n):
    t = 2
    def inner(a):
        nonlocal t
        t = lim(t * 2 - a)
        return (lambda q: q + t)(a)
    return inner
cl7 = mk6(5)
def gen8(n):
    t = 2
    for j in range(n):
        t += lim(j << 31)
        yield (t + t)
def main():
    u, v, w = 0.5, 0.5, 1e-3
    z = 0
    xs, ys = [1, 2, 3], [10] * 4
    ys = xs
    d = {'a': 1}
    o, o2 = C1(1), C2(2.5)
    o2 = o
    try:
        for i9 in range(-100, 100):
            try:
                if type(z) is int:
                    if i9 % 7 == 1:
                        for i11 in range(i9 % 4):
                            v = o.y
                            z = 'éb'
                            xs = xs[:6]
                            for q in list(d): d[q] = -7
                        d[None] = (True + w)
                        w //= (i9 + 7)
                    elif lim(i9 * w) <= o2.y:
                        if (i9 + True) <= 2: continue
                    w = cleaned(i9 % 4)
                for q, w in d.items(): u = w
                if i9 % 7 == 0:
                    u = lim(cl7(u))
                    u = u
                else:
                    xs[-1] = lim(v * u)
            except Exception as e:
                z = str(e)
            v = lim(o.m(lim(1 * w)))
        w = len(list(gen8(3)))
    except Exception as e: show(type(e).__name__, str(e))
    state(u, v, w, z)
    state(xs, ys, list(d.items())[:6], o.x, o.y, o2.x, G)
main()
