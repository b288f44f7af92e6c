d = {i: 1 for i in range(300)}
n = 0
try:
    for k in d:
        n += 1
        if k == 250:
            d["new"] = 1
except RuntimeError as e:
    print(n, e)
try:
    for k in d:
        if k == 200:
            del d[k]
except RuntimeError as e:
    print(k, e)
d = {i: 1 for i in range(300)}
for k in d:
    d[k] = k * 2
print(sum(d.values()))
for k in list(d):
    if k % 2:
        del d[k]
print(len(d))
