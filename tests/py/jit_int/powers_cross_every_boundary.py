def powers(base, n):
    x = 1
    out = []
    for i in range(n):
        out.append(x)
        x *= base
    return out

for base in (2, -2, 3, -7, 1000003):
    p = powers(base, 70)
    print(base, p[30], p[31], p[47], p[48], p[49], p[52], p[53], p[62], p[63], p[64])
print(sum(powers(2, 200)) == 2**200 - 1)
