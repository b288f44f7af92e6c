# trace: compiled>=1
class A:
    def f(self): return 1

a = A()
s = 0
for i in range(1000):
    if i == 500:
        A.f = lambda self: 10
    if i == 700:
        a.f = lambda: 100
    if i == 800:
        del a.f
    if i == 900:
        A.f = staticmethod(lambda: 1000)
    s += a.f()
print(s)
