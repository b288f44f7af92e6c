n = 0
big = 2**70
for i in range(500):
    if i < big:
        n += 1
    if -big < i:
        n += 1
    if i == big or i != i + 0:
        n += 1000
    big = -big if i == 300 else big
print(n)
