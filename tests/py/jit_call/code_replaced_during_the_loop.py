# trace: compiled>=1
def f(x): return x + 1
def g(x): return x * 10
s = 0
for i in range(600):
    s += f(i)
    if i == 300:
        f.__code__ = g.__code__
print(s)
