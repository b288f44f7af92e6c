# trace: compiled>=1
def f(n):
    s = 0
    for i in range(n):
        s += i ** 2
        s -= (-i) ** 3
        s %= 10**15
    return s

print(f(10), f(500), f(1500))
r = [2 ** k for k in range(-3, 70)]
print(r[0], r[3], r[52], r[72])
print([(-2) ** k for k in range(-2, 8)])
