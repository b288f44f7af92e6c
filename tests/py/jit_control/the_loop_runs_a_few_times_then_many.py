# trace: compiled>=1
def inner(n):
    s = 0
    for i in range(n):
        s += i
    return s

print(sum(inner(i % 3) for i in range(500)), inner(2000), sum(inner(i % 4) for i in range(500)))
