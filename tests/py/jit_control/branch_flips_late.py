# trace: compiled>=1
def f(n, flip):
    a = b = 0
    for i in range(n):
        if i < flip:
            a += i
        else:
            b -= i
    return a, b

print(f(1000, 990), f(1000, 10), f(1000, 500), f(3000, 2999), f(100, 1000))
