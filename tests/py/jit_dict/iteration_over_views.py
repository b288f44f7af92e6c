# trace: compiled>=1
d = {f"k{i}": i for i in range(300)}
s = 0
for k in d.keys():
    s += len(k)
for v in d.values():
    s += v
for k, v in d.items():
    s += v if k[-1] == "7" else 0
print(s)
for k, v in reversed(d.items()):
    s = (s * 7 + v) % 99991
print(s, next(iter(d)), next(reversed(d)))
