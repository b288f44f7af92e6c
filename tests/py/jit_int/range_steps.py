# trace: compiled>=1
def total(*a):
    s = 0
    n = 0
    for i in range(*a):
        s += i
        n += 1
    return n, s

print(total(1000, 0, -3), total(0, 1000, 7), total(5, 5), total(5, 4), total(-5, 500, 2), total(10, -500, -11))
try:
    total(1, 2, 0)
except ValueError as e:
    print(e)
