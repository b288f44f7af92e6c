# trace: compiled>=1
s = 0
t = True
for i in range(1000):
    s += (i > 500) + (i % 2 == 0) * 2 - (not i) + (i is None)
    t = (t == (i % 3 == 0)) is not False
    s = s + t if t else s - True
    x = i < 10 or "s"
    s += len(x) if x is not True else x
print(s, t)
