import gc, weakref
class N: pass
def make():
    refs = []
    for i in range(50):
        a, b = N(), N()
        a.o, b.o = b, a
        a.self = a
        refs.append(weakref.ref(a))
        refs.append(weakref.ref(b))
    return refs
refs = make()
def scrub(n): return n and scrub(n - 1)
scrub(100)
for _ in range(3): gc.collect()
dead = sum(r() is None for r in refs)
print(dead >= 96)
