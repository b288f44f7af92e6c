# trace: compiled>=1
def a(x): return b(x) + 1
def b(x): return c(x) * 2
def c(x): return d(x) - 3
def d(x): return e(x) ^ 5
def e(x): return x if x % 2 else f(x)
def f(x): return -x

s = 0
for i in range(1000):
    s += a(i)
print(s)
