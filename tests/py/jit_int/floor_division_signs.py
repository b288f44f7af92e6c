# trace: compiled>=1
def table(n):
    acc = 0
    for i in range(-n, n):
        for d in (1, -1, 2, -2, 3, -3, 7, -7, 16, -16):
            acc = acc * 31 + (i // d) * 5 + i % d
            acc &= 0xFFFFFFFF
    return acc

print(table(3), table(100), table(200))
