# Reduced from a generated program: after an exit a register holds a wrong value.
BIG = 1 << 140
def lim(v):
    t = type(v)
    if t is tuple:
        return v[-4:]
    return v
    if SHOWN[0] < 60:
        print(*[repr(lim(v)) for v in values])
def state(*values):
    print(*[repr(lim(v)) for v in values])
def thrower(v, limit=3):
    if type(v) is int and v > limit: raise Oops(v)
class Key:
    def __init__(self, n): self.n = n
class Oops(Exception): pass
G = [0, 0, 0]
glob = 1
KEYS = {Key(1): 1, Key(4): 2}
class C1:
    k = 10
    __slots__ = ('x', 'y', 'extra')
    def __init__(self, v=1):
        self.x = v
        self.y = 1.5
def main():
    u, v, w = 10, 3, -1
    z = 0
    xs, ys = [1, 2, 3], [3] * 4
    ys = xs
    d = {'a': 1}
    o, o2 = C1(1), C1(2.5)
    pass
    try:
        for i12 in range(200):
            try:
                try:
                    z = f'{v}-'
                finally:
                    G[2] += 1
                w = lim(w * (u + v))
                try:
                    try:
                        if i12 > 124:
                            w = 1
                            d[i12 % 9] = bool(w)
                        if lim(v * w) < min(-1, 5): raise Oops((w - u))
                    except (KeyError) as e:
                        v = True
                except (Oops) as e:
                    u = 10
                v = i13
            except Exception as e:
                G[1] += 1
            o.y = lim(140737488355328 ** 2)
    except Exception as e: show(type(e).__name__, str(e))
    state(u, v, w, z)
    state(xs, ys, list(d.items())[:6], o.x, o.y, o2.x, G)
    try:
        for i14 in range(0, 200, 2):
            i15 = 0
            while i15 < 30:
                i15 += 1
                if lim(65537 ** 2) <= i14:
                    try:
                        z = None
                        try:
                            v = o2.p
                            u = lim(u + (u + i15))
                            if isinstance(z, float): raise KeyError((i14 + w))
                        except (IndexError) as e:
                            G[1] += 1
                        except Exception as e:
                            raise KeyError(1) from e
                        else:
                            u = (lim(u * w) + lim(i14 * v))
                        if ((i15 ^ 1) != (u - u) or (u + w) == (18446744073709551616 if lim(i14 ** 3) == o2.k else 2147483647)): raise KeyError(u)
                    except (ZeroDivisionError) as e:
                        w = -7
                    except Exception as e:
                        G[1] += 1
                    finally:
                        G[2] += 1
                    w = -1
                else:
                    for q in list(d): d[q] = 0.5
                if None in d: v = d[None]
                w = lim(w + (w % 10))
            for q, w in d.items(): w = w
        u = d.get('a', 3)
    except Exception as e: show(type(e).__name__, str(e))
    state(u, v, w, z)
    state(xs, ys, list(d.items())[:6], o.x, o.y, o2.x, G)
main()
