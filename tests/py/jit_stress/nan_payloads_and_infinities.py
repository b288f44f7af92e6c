# trace: compiled>=1
inf = float("inf")
nan = inf - inf
acc = []
x = nan
for i in range(300):
    x = -x
    y = x + i
    z = y * 0.0 - inf + inf
    if z == z or y == y:
        acc.append(i)
    if i == 200:
        x = 1.0
print(len(acc), x, [repr(v) for v in (nan, -nan, nan + 1, nan * 0, inf * 0)])
d = {nan: 1}
print(d[nan], nan in [nan], float("nan") in d, len({nan, nan, float("nan")}))
