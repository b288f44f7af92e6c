# trace: compiled>=1
data = list(range(700, 0, -1))
s = 0
while (x := data.pop()) < 650:
    s += x
print(x, s, len(data))
it = iter(range(300))
t = 0
while (v := next(it, None)) is not None:
    t += v
print(t, v)
