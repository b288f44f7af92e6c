# trace: compiled>=1
from math import copysign
neg = 0
x = 0.0
for i in range(300):
    x = -x
    if copysign(1, x) < 0:
        neg += 1
print(neg, x, -x)
r = []
for i in range(200):
    y = -0.0 if i == 150 else 0.0
    r.append(y + 0.0 if i % 2 else y * 1)
print(repr(r[149]), repr(r[150]), repr(r[151]), repr(-0.0 + 0.0), repr(0 * -1.0), repr(-0.0 - 0.0))
s = -0.0
for i in range(100):
    s += -0.0
print(s, round(-0.4), -0.0 == 0, 0.0 // -1, -0.0 // 1, 0.0 % -1)
