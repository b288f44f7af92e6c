# trace: compiled>=1
def mul(a, b):
    return [[sum(a[i][k] * b[k][j] for k in range(2)) for j in range(2)] for i in range(2)]
def power(m, n):
    r = [[1, 0], [0, 1]]
    while n:
        if n & 1:
            r = mul(r, m)
        m = mul(m, m)
        n >>= 1
    return r

for n in (10, 90, 93, 500):
    print(power([[1, 1], [1, 0]], n)[0][1])
