import numpy as np
for n in (1, 7, 8, 9, 100, 127, 128, 129, 1000, 5000):
    a = np.full(n, 0.1)
    b = (np.arange(n) % 7) * 0.3
    print(n, repr(a.sum()), repr(b.sum()), repr(a.mean()), repr(a[::2].sum()))
c = np.full((50, 60), 0.1)
print(repr(c.sum()), c.sum(axis=0)[0].hex(), c.sum(axis=1)[0].hex(), repr(np.full(1000, 0.1, np.float32).sum()))
