# trace: compiled>=1
def counter():
    n = 0
    def inc(k=1):
        nonlocal n
        n += k
        return n
    def get(): return n
    return inc, get

inc, get = counter()
inc2, get2 = counter()
for i in range(600):
    inc()
    inc2(i)
    if i % 3 == 0:
        inc(-1)
print(get(), get2())
