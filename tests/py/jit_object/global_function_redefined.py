# trace: compiled>=1
def f(x): return x + 1

s = 0
for i in range(900):
    s += f(i)
    if i == 400:
        def f(x): return x * 2
    if i == 600:
        f = abs
    if i == 800:
        f = int
print(s)
