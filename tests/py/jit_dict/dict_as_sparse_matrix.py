# trace: compiled>=1
m = {}
for i in range(30):
    for j in range(30):
        if (i * j) % 7 == 1:
            m[i, j] = i - j
t = {}
for (i, j), v in m.items():
    for k in range(30):
        if (j, k) in m:
            t[i, k] = t.get((i, k), 0) + v * m[j, k]
print(len(m), len(t), sum(t.values()), t[1, 1])
