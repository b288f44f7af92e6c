# trace: compiled>=1
nan = float("nan")
vals = [nan, 1.0, float("inf"), -0.0]
counts = [0] * 6
for i in range(800):
    a = vals[i % 4]
    b = vals[(i // 4) % 4]
    counts[0] += a < b
    counts[1] += a <= b
    counts[2] += a == b
    counts[3] += a != b
    counts[4] += a > b
    counts[5] += a >= b
print(counts)
m = 0
for i in range(200):
    x = nan if i == 150 else float(i)
    if not x < 1000:
        m += 1
    if x == x:
        m += 10
print(m)
