# trace: compiled>=1
log = []
class C:
    n = 0
    def bump(self):
        C.n += 1
        log.append(C.n)
        return C.n
c = C()
s = 0
for i in range(1000):
    k = c.bump()
    if k % 97 == 13:
        s += k
    if k % 101 == 17:
        s -= c.bump()
    d = {k: i}
    s += d.popitem()[1] if k % 89 == 5 else 1
print(s, C.n, len(log), log == list(range(1, C.n + 1)))
