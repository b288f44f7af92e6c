def divide(a, b):
    return a / b

def work(n):
    s = 0
    for i in range(n):
        s += divide(i, 900 - i)
    return s

print("start")
work(2000)
