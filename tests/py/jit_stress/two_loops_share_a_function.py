# trace: compiled>=1
def step(x, k=1):
    return x + k
a = 0
for i in range(500):
    a = step(a)
b = 0.0
for i in range(500):
    b = step(b, 0.5)
c = ""
for i in range(200):
    c = step(c, "x")
d = a
for i in range(500):
    d = step(d, i) if i % 2 else step(d)
print(a, b, len(c), d)
