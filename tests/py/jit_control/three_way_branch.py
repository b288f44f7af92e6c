# trace: compiled>=1
def f(n):
    a = b = c = d = 0
    for i in range(n):
        r = i * i % 7
        if r == 0:
            a += 1
        elif r == 1:
            b += i
        elif r == 2:
            c -= i
        else:
            d ^= i
    return a, b, c, d

print(f(10), f(100), f(1500))
