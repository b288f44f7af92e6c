# trace: compiled>=1
def lcg(n):
    s = 42
    acc = 0
    for _ in range(n):
        s = (s * 1103515245 + 12345) % 2147483648
        acc ^= s
    return s, acc

print(lcg(1), lcg(100), lcg(3000))
