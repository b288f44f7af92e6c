# Blocks of dead arrays are given to new ones: values of the living must not change.
import numpy as np

kept = []
total = np.zeros(200000)
for i in range(60):
    x = np.full(200000, float(i))
    y = x * 2 + 1
    total += y - x
    if i % 7 == 0:
        kept.append(y[::1000])
print(total[0], total[-1], total.sum())
print([float(k[0]) for k in kept], all((k == k[0]).all() for k in kept))
z = np.zeros(300000)
print(z.any(), z.size)
big = np.arange(1000000)
print([int((big + k).sum()) for k in range(6)])
print(np.arange(50000.)[np.arange(50000) % 3 == 0].sum(), np.arange(20.).astype('f4').astype('f8').tolist() == list(range(20)))
