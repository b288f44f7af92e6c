# trace: compiled>=1
a = set()
for i in range(600):
    a.add(i * i % 211)
    if i % 3 == 0:
        a.discard(i)
print(len(a), sum(a))
b = {x for x in range(0, 211, 2)}
n = 0
for i in range(200):
    n += len(a & b) + len(a | {i}) - len(b - a) + (i in a ^ b)
print(n)
seen = set()
steps = 0
x = 1
while x not in seen:
    seen.add(x)
    x = x * x % 1009 + 1
    steps += 1
print(steps, x)
