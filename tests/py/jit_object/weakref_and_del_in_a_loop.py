# builds: optimised
import gc, weakref
class R:
    dead = 0
    def __del__(self): R.dead += 1

refs = []
for i in range(200):
    r = R()
    refs.append(weakref.ref(r))
del r
gc.collect()
gc.collect()
print(R.dead, sum(x() is None for x in refs))
keep = R()
w = weakref.ref(keep)
hits = 0
for i in range(500):
    hits += w() is keep
print(hits, w().dead)
