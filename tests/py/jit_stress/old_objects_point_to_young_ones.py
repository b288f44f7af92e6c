# trace: compiled>=1
import gc
class H: pass
old = H()
old.slot = None
table = {}
ring = [None] * 16
gc.collect()
for i in range(2000):
    old.slot = [i, old.slot[0] if old.slot else None]
    ring[i % 16] = (i, str(i))
    table[i % 10] = {"n": [i]}
    if i % 500 == 499:
        gc.collect()
print(old.slot, ring[3], table[7], sum(r[0] for r in ring), all(str(a) == b for a, b in ring))
