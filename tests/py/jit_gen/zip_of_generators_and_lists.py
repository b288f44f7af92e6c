# trace: compiled>=1
def g(n):
    for i in range(n):
        yield i * 3

s = 0
for a, b, c in zip(g(400), range(400), [1, 2] * 200):
    s += a * c - b
for i, x in enumerate(g(300)):
    s += i ^ x
print(s, list(zip(g(3), "abcd")), dict(zip("ab", g(2))))
