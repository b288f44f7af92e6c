log = []
def t(x):
    log.append(x)
    return x
{t(1): t(2), t(3): t(4)}
t(5) + t(6) * t(7)
(lambda *a, **k: 0)(t(8), *[t(9)], k=t(10), **{"z": t(11)})
d = {}
d[t(13)] = t(12)
t(14) if t(15) else 0
x = [0, 1, 2]
x[t(0)], x[t(1)] = t(20), t(21)
x[t(2)] += t(30)
def deco(n): return lambda f: f
@deco(t(40))
def f(a=t(41), *, b: t(43) = t(42)) -> t(44): pass
class C(t(object), **{}): y = t(50)
print(log)
