# trace: compiled>=1
def left(n):
    r = []
    for s in range(n):
        r.append(1 << s)
    return r

r = left(200)
print(r[30], r[31], r[32], r[47], r[48], r[49], r[62], r[63], r[64], r[199])

def right(x, n):
    acc = 0
    for s in range(n):
        acc += x >> s
    return acc

print(right(2**48 - 1, 100), right(-1, 100), right(-12345678901, 100), right(2**70, 100), right(5, 300))
