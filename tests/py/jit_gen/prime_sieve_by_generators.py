# trace: compiled>=1
def integers():
    n = 2
    while True:
        yield n
        n += 1
def without(p, it):
    for x in it:
        if x % p:
            yield x
def primes():
    it = integers()
    while True:
        p = next(it)
        yield p
        it = without(p, it)

out = []
for p in primes():
    if p > 120:
        break
    out.append(p)
print(out)
