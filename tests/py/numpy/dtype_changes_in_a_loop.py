# trace: compiled>=1
import numpy as np
def total(a):
    s = 0
    for i in range(a.shape[0]):
        s += a[i]
    return s

for t in ("f8", "i8", "f4", "i4", "u1", "i2", "?", "c16", "f8"):
    r = total((np.arange(300) % 5).astype(t))
    print(t, r, type(r).__name__)
print(total(np.arange(600)[::2]), total(np.arange(300)[::-1]), total(np.zeros(0)), total(np.ones((300, 2))))
