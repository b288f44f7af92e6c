# trace: compiled>=1
def matmul(a, b):
    n, m, p = len(a), len(b), len(b[0])
    out = []
    for i in range(n):
        row = []
        for j in range(p):
            s = 0
            for k in range(m):
                s += a[i][k] * b[k][j]
            row.append(s)
        out.append(row)
    return out

a = [[(i * 7 + j * 3) % 11 for j in range(9)] for i in range(12)]
b = [[(i * 5 - j) % 13 for j in range(10)] for i in range(9)]
c = matmul(a, b)
print(c[0], c[11])
b = [[x / 2 for x in r] for r in b]
c = matmul(a, b)
print(c[5], sum(map(sum, c)))
