d = {i: i for i in range(0, 500, 3)}
miss = hit = 0
for i in range(500):
    try:
        hit += d[i]
    except KeyError as e:
        miss += e.args[0]
print(hit, miss)
s = 0
for i in range(500):
    s += d.get(i, -1)
    s += d.pop(i, 0)
print(s, d)
