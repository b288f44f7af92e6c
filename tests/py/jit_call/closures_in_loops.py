# trace: compiled>=1
fs = []
for i in range(300):
    def f(x, k=i): return x + k
    fs.append(f)
print(sum(f(1) for f in fs))
gs = [lambda: i for i in range(300)]
print(sum(g() for g in gs))

def make(n):
    def inner(x): return x * n
    return inner

s = 0
for i in range(400):
    s += make(i)(2)
print(s)
