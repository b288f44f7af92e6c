# trace: compiled>=1
def f(a, b=1, *, c=1): return a + b + c
s = 0
for i in range(600):
    s += f(i)
    if i == 200:
        f.__defaults__ = (100,)
    if i == 400:
        f.__kwdefaults__ = {"c": 1000}
print(s)
f.__defaults__ = None
try:
    for i in range(300):
        f(1) if i == 250 else f(1, 2)
except TypeError as e:
    print(i, e)
