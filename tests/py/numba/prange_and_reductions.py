from numba import njit, prange
import numpy as np
@njit(parallel=True)
def total(a):
    s = 0.0
    for i in prange(a.shape[0]):
        s += a[i]
    return s
@njit(parallel=True)
def scale(a, k):
    out = np.empty_like(a)
    for i in prange(len(a)):
        out[i] = a[i] * k + i
    return out
@njit(parallel=True)
def rows(a):
    n, m = a.shape
    out = np.zeros(n)
    for i in prange(n):
        for j in range(m):
            out[i] += a[i, j]
    return out
a = np.arange(1000.0)
print(total(a), scale(a, 2)[:5], rows(a.reshape(10, 100)), scale(a, 2).sum())
