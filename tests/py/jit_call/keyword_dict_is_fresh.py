# trace: compiled>=1
def f(**kw):
    kw["n"] = kw.get("n", 0) + 1
    return kw

base = {"a": 1}
for i in range(300):
    r = f(**base, n=i)
print(r, base)
def g(*a):
    return a
x = [1, 2]
for i in range(200):
    t = g(*x)
    x.append(i)
print(len(t), len(x))
