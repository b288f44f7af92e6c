# trace: compiled>=1
best = (0, 0)
seen = {}
for i in range(900):
    t = (i * 37 % 101, i % 7)
    if t > best:
        best = t
    seen[t] = seen.get(t, 0) + 1
    if t == (5, 5) or t < (1,):
        best = (best[0], best[1] + 1)
print(best, len(seen), max(seen.values()))
