# trace: compiled>=1
def inner(n):
    s = 0
    for i in range(n):
        s += yield i
    return s

def outer(n):
    total = 0
    for i in range(n):
        total += yield from inner(i % 4)
    return total

g = outer(200)
x = next(g)
try:
    while True:
        x = g.send(x + 1)
except StopIteration as e:
    print(e.value)
