# trace: compiled>=1
def a(i, j): return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
def mul(v):
    return [sum(a(i, j) * v[j] for j in range(len(v))) for i in range(len(v))]
def mul_t(v):
    return [sum(a(j, i) * v[j] for j in range(len(v))) for i in range(len(v))]

u = [1.0] * 24
for _ in range(4):
    v = mul_t(mul(u))
    u = mul_t(mul(v))
vbv = sum(x * y for x, y in zip(u, v))
vv = sum(x * x for x in v)
print("%.9f" % (vbv / vv) ** 0.5)
