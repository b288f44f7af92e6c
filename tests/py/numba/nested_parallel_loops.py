# timeout: 60
# trace: parallel>=1
# env: NUMBA_NUM_THREADS=2
# Inside of a parallel loop a second one runs serially; called functions may be parallel themselves.
import numpy as np
from numba import njit, prange


@njit(parallel=True)
def nested(a, out):
    for i in prange(a.shape[0]):
        for j in prange(a.shape[1]):
            out[i, j] = a[i, j] * 2 + j
    return out


@njit(parallel=True)
def row_sum(a, i):
    total = 0.0
    for j in prange(a.shape[1]):
        total += a[i, j]
    return total


@njit(parallel=True)
def outer(a, out):
    for i in prange(a.shape[0]):
        out[i] = row_sum(a, i)
    return out


a = np.arange(30000.0).reshape((300, 100))
for _ in range(3):
    print(nested(a, np.zeros((300, 100))).sum(), outer(a, np.zeros(300)).sum())
