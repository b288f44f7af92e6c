# trace: compiled>=1
# One call site, a hundred functions that share their code and differ in their cells and defaults.
def adder(n, k=0):
    def add(x, y=k):
        return x + n + y
    return add


adders = [adder(i, i % 3) for i in range(100)]
total = 0
for _ in range(30):
    for add in adders:
        total = add(total) % 100003
print(total)


def counter():
    n = 0

    def advance(step):
        nonlocal n
        n += step
        return n
    return advance


counters = [counter() for _ in range(5)]
for i in range(1000):
    last = counters[i % 5](i)
print(last, [c(0) for c in counters])
