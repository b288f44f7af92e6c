# trace: compiled>=1
def digits(n):
    s = 0
    while n:
        n, d = divmod(n, 10)
        s += d
    return s

print(sum(digits(i) for i in range(1500)), digits(10**30 - 1), digits(2**200))
