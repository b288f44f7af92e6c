x = 10
print([x for x in range(3)], x, [y + x for y in range(2)])
def f(n):
    a = [lambda: n + i for i in range(3)]
    return [g() for g in a]
print(f(100))
class C:
    n = 3
    l = [i for i in range(n)]
    try:
        m = [n for i in range(2)]
    except NameError as e:
        m = str(e)
print(C.l, C.m)
def g():
    return [[i * j for j in range(i)] for i in range(4)], {i: {j for j in range(i)} for i in range(3)}
print(g())
def h():
    if any((w := v) > 1 for v in (1, 2, 3)):
        return w
print(h())
