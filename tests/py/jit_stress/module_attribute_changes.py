# trace: compiled>=1
import types, math
m = types.ModuleType("m")
m.k = 1
m.f = lambda x: x + 1
s = 0
for i in range(900):
    s += m.f(i) * m.k
    if i == 300:
        m.k = 0.5
    if i == 600:
        m.f = lambda x: -x
print(s)
old = math.floor
t = 0
for i in range(300):
    t += math.floor(i / 2)
    if i == 150:
        math.floor = lambda x: 7
math.floor = old
print(t)
