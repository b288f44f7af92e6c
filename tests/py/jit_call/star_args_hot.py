# trace: compiled>=1
def f(*args): return len(args) + sum(args)
def g(a, *rest, k=0, **kw): return a + len(rest) * 10 + k * 100 + len(kw) * 1000
def forward(*a, **k): return g(*a, **k)

s = 0
t = (1, 2, 3)
for i in range(300):
    s += f() + f(i) + f(i, *t) + f(*t, *t) + f(*[i] * (i % 4))
    s += g(1) + g(*t) + g(1, 2, k=i) + g(i, x=1, y=2) + g(*t, **{"k": 1, "z": 2}) + forward(i, 5, k=2, w=1)
print(s)
