# trace: compiled>=1
def f(n):
    s = 0.0
    for i in range(1, n):
        s += 1 / i
        s -= i / (i + 1)
    return s

print(f(10), f(1000))
print(2**53 / 3, (2**53 + 1) / 1, 10**30 / 10**10, 2**70 / 2**69, -7 / 2)
x = 10**25
for i in range(200):
    x = x * 3
    y = x / 10**25
print(y)
