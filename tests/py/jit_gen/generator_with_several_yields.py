# trace: compiled>=1
def g(n):
    for i in range(n):
        yield i
        if i % 3 == 0:
            yield -i
        yield i * 0.5
    yield "end"

s = 0
for x in g(400):
    if x == "end":
        break
    s += x
print(s)
