# trace: compiled>=1
d = {}
for i in range(2500):
    d[i * 7 % 5003] = i
print(len(d), sum(d), sum(d.values()), d[7], 5003 in d)
for i in range(0, 2500, 2):
    del d[i * 7 % 5003]
print(len(d), sum(d))
for i in range(2500):
    d.setdefault(i, -1)
print(len(d), sum(d.values()))
