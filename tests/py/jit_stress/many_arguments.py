# trace: compiled>=1
def f(a, b, c, d, e, g, h, i, j, k, l, m, n=14, o=15, p=16, *q, r=18, s=19, **t):
    return a - b + c - d + e - g + h - i + j - k + l - m + n - o + p - len(q) + r - s + len(t)

x = 0
for z in range(400):
    x += f(z, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    x += f(1, 2, 3, z, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, r=z, w=1)
    x += f(*range(12), s=z % 3)
print(x)
