# trace: compiled>=1
def total(n):
    s = 0
    for i in range(n):
        s += i
    return s

print(total(10), total(100), total(1000), total(5000))
