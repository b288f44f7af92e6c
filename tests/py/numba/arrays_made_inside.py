from numba import njit
import numpy as np
@njit
def make(n):
    a = np.zeros((n, n))
    b = np.arange(n) * 2.0
    for i in range(n):
        a[i, i] = b[i]
        a[i, :] += i
    return a, b.sum(), a.shape
@njit
def hist(x, bins):
    h = np.zeros(bins, dtype=np.int64)
    for v in x:
        h[int(v * bins)] += 1
    return h
np.random.seed(3)
print(make(3), hist(np.random.rand(500), 5))
