rows = [[0] * 3] * 4
for i in range(300):
    rows[i % 4][i % 3] += i
print(rows, rows[0] is rows[3])
own = [[0] * 3 for _ in range(4)]
for i in range(300):
    own[i % 4][i % 3] += i
print(own)
