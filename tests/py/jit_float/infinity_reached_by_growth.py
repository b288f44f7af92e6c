# trace: compiled>=1
x = 1.0
steps = 0
while x != x * 2:
    x *= 2
    steps += 1
print(steps, x, x - x, -x)
x = 1.0
for i in range(1200):
    x /= 2
    if x == 0:
        break
print(i, x)
