# trace: compiled>=1
def f(n, a, b, c, d, e, g):
    p = q = r = s = t = u = 0
    w = x = y = z = 0.0
    for i in range(n):
        p += a * i
        q ^= p & b
        r = (r + q * c) % 65537
        s += r - d
        t = (t * 3 + s) % 10007
        u += t & e
        w = w * 0.5 + p % 17
        x = x + w * g - u % 5
        y = (y + x) / 2
        z = z + y - w
        if i % 50 == 49:
            p, q = q, p
            w, x = x, w
    return p, q, r, s, t, u, w, x, y, z

print(f(10, 1, 2, 3, 4, 5, 0.5))
print(f(700, 3, 1023, 7, 11, 15, 0.25))
