# trace: compiled>=1
n = 0
for i in range(300):
    for j in range(max(0, i - 280)):
        n += 1
    for j in []:
        n += 1000
    for j in range(i, i):
        n += 1000
    for j in (i,):
        n += j
print(n)
