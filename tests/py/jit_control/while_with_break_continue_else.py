# trace: compiled>=1
def f(n, stop):
    i = 0
    s = 0
    while i < n:
        i += 1
        if i % 3 == 0:
            continue
        if i == stop:
            s += 10**6
            break
        s += i
    else:
        s = -s
    return i, s

print(f(500, 400), f(500, 399), f(500, 1000), f(0, 0), f(1200, 1199))
