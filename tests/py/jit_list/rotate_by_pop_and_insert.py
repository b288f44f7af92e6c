# trace: compiled>=1
xs = list(range(10))
for i in range(401):
    xs.insert(0, xs.pop())
    xs.append(xs.pop(3))
print(xs)
for i in range(200):
    xs.extend((i, i + 1))
    del xs[i % 7], xs[0]
print(xs)
