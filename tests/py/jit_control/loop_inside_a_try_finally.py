log = 0
def f(n):
    global log
    s = 0
    for i in range(n):
        try:
            if i % 10 == 9:
                continue
            if i == n - 5:
                break
            s += i
        finally:
            log += 1
    return s

print(f(100), log, f(1000), log)
