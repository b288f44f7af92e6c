# trace: parallel>=3
# env: NUMBA_NUM_THREADS=2
import numpy as np
from numba import njit, prange


@njit
def weight(x, k):
    return x * k + 0.5


@njit(parallel=True)
def rows(a, out):
    for i in prange(a.shape[0]):
        total = 0.0
        for j in range(a.shape[1]):
            total += weight(a[i, j], j)
        out[i] = total
    return i, total


@njit(parallel=True)
def elements(a, out):
    for i in prange(len(a)):
        x = a[i]
        if x > 0.5:
            out[i] = np.sqrt(x) * 2.0
        else:
            out[i] = x - 1.0
    return x


@njit(parallel=True)
def strided(a, out, first, last, step):
    for i in prange(first, last, step):
        out[i] = a[i] + i
    return i


a = np.arange(400.0 * 50).reshape((400, 50))
for _ in range(3):
    out = np.zeros(400)
    print(rows(a, out), out[17], out[399], out.sum())

b = np.arange(20000.0) % 7 / 7
for _ in range(3):
    out = np.zeros(20000)
    print(round(elements(b, out), 6), round(float(out.sum()), 6))

for _ in range(3):
    out = np.zeros(20000)
    print(strided(b, out, 19999, 5, -3), round(float(out.sum()), 6))
