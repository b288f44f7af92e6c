# timeout: 60
# trace: parallel>=4
# env: NUMBA_NUM_THREADS=2
import numpy as np
from numba import njit, prange


@njit(parallel=True)
def reductions(a, n):
    total = 0.0
    count = 0
    product = 1
    low = 1e9
    high = -1
    for i in prange(n):
        total += a[i]
        count -= i
        product *= 1 - 2 * (i & 1)
        low = min(low, a[i])
        high = max(i, high)
    return total, count, product, low, high


@njit(parallel=True)
def conditional(a):
    hits = 0
    for i in prange(len(a)):
        if a[i] > 900.0:
            hits += 1
    return hits


@njit(parallel=True)
def pi(n):
    acc = 0.0
    for i in prange(n):
        x = (i + 0.5) / n
        acc += 4.0 / (1.0 + x * x)
    return acc / n


@njit(parallel=True)
def inner(a):
    total = 0.0
    for i in prange(a.shape[0]):
        for j in range(a.shape[1]):
            total += a[i, j]
    return total


a = np.arange(30000.0) % 1000
for _ in range(3):
    print(reductions(a, 29999), conditional(a), round(pi(20000), 9), inner(a.reshape((300, 100))))
