# trace: compiled>=1
n = [0] * 6
base = 2**53
for i in range(600):
    a = base + i % 5
    f = float(base + i % 4)
    n[0] += a == f
    n[1] += a < f
    n[2] += a > f
    n[3] += f < a
    n[4] += f >= a
    n[5] += a != f
print(n)
big = 10**400
hits = 0
for i in range(200):
    if big > 1e308:
        hits += 1
    if -big < float("-1e300"):
        hits += 1
    if big != float("inf") and big < float("inf"):
        hits += 1
print(hits)
