a = b = c = 1
(a, b), [c, *d], *e = (1, 2), [3, 4, 5], 6, 7
print(a, b, c, d, e)
[x] = (1,)
() = []
[] = ()
*y, = "ab"
p, *q, r = range(6)
(s), = [9]
print(x, y, p, q, r, s)
(a, (b, (c, *d))) = 1, (2, (3, 4, 5))
print(a, b, c, d)
for (a, *b), c in [((1, 2, 3), 4), ("xyz", 5)]:
    print(a, b, c)
