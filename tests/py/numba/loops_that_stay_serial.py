# trace: serial>=4
# env: NUMBA_NUM_THREADS=2
# Loops that hand something from one iteration to the next run in order.
import numpy as np
from numba import njit, prange


@njit(parallel=True)
def histogram(values, bins):
    for i in prange(len(values)):
        bins[values[i]] += 1
    return bins


@njit(parallel=True)
def running(a, out):
    last = 0.0
    for i in prange(len(a)):
        out[i] = a[i] - last
        last = a[i]
    return last


@njit(parallel=True)
def found(a):
    where = -1
    for i in prange(len(a)):
        if a[i] == 3.0:
            where = i
    return where


@njit(parallel=True)
def leaves(a):
    for i in prange(len(a)):
        if a[i] == 3.0:
            return i
    return -1


@njit(parallel=True)
def collects(a):
    out = []
    for i in prange(len(a)):
        out.append(a[i])
    return len(out), out[-1]


values = np.arange(20000) * 7 % 13
a = np.arange(20000) % 1000 / 2
for _ in range(2):
    print(histogram(values, np.zeros(13, dtype=np.int64)))
    print(running(a, np.zeros(20000)), found(a), leaves(a), collects(a))
