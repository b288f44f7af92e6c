# builds: optimised
import weakref, gc
class A:
    def __init__(self, n): self.n = n
    def m(self): return self.n
def make():
    a = A(1)
    r = weakref.ref(a, lambda r: log.append("callback"))
    p = weakref.proxy(a)
    f = weakref.finalize(a, log.append, "finalize")
    wm = weakref.WeakMethod(a.m)
    print(r() is a, p.n, f.alive, wm()(), r == weakref.ref(a), weakref.getweakrefcount(a) > 0, p.m())
    return r, p, f, wm
log = []
r, p, f, wm = make()
def scrub(n): return n and scrub(n - 1)
scrub(50)
for _ in range(3): gc.collect()
print(r(), f.alive, wm(), sorted(log))
try: p.n
except ReferenceError as e: print(e)
for v in (5, "a", (), None):
    try: weakref.ref(v)
    except TypeError as e: print(e)
d = weakref.WeakValueDictionary()
k = weakref.WeakKeyDictionary()
s = weakref.WeakSet()
x = A(2)
d["x"], k[x] = x, "v"
s.add(x)
print(len(d), len(k), len(s), d["x"].n)
