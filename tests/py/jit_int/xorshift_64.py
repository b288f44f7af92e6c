# trace: compiled>=1
def xorshift(n):
    x = 88172645463325252
    mask = (1 << 64) - 1
    for i in range(n):
        x ^= (x << 13) & mask
        x ^= x >> 7
        x ^= (x << 17) & mask
    return x

for n in (1, 2, 10, 500, 2000):
    print(xorshift(n))
