import gc, sys
class A:
    def __del__(self): raise ValueError("in del")
seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, str(u.exc_value), u.object.__name__))
def make(): A()
make()
def scrub(n): return n and scrub(n - 1)
scrub(100)
for _ in range(3): gc.collect()
print("alive", seen)
