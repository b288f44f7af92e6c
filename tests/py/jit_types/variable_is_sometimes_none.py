# trace: compiled>=1
def f(n):
    best = None
    changes = 0
    for i in range(n):
        v = (i * 7919) % 1009
        if best is None or v > best:
            best = v
            changes += 1
        if i % 400 == 399:
            best = None
    return best, changes

print(f(100), f(1000), f(1600))
