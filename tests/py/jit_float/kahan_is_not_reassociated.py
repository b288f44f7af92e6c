# trace: compiled>=1
def kahan(xs):
    s = 0.0
    c = 0.0
    for x in xs:
        y = x - c
        t = s + y
        c = (t - s) - y
        s = t
    return s, c

data = [1.0] + [1e-16] * 2000
print(kahan(data), sum(data))
print((0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3))
s = 0.0
for i in range(1000):
    s = s + 0.1 + 0.2 - 0.3
print(s)
