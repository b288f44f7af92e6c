# trace: compiled>=1
def f(n):
    x = 0
    def add(k):
        nonlocal x
        x += k
    s = 0
    for i in range(n):
        add(i)
        x -= 1
        s += x
    return s, x

print(f(10), f(1000))

def g(n):
    total = 0
    for i in range(n):
        h = lambda: i * 2
        total += h()
        i += 100
        total += h()
    return total

print(g(500))
