# trace: compiled>=1
# What comes out of jitted functions are Python's numbers.
import numpy as np
from numba import njit


def show(*values):
    print([(v, type(v).__name__) for v in values])


@njit
def first(a):
    return a[0]


@njit
def mixed(a):
    return a[0] + a[1], a.sum(), np.sqrt(a[1]), a[0] > a[1]


@njit
def total(a):
    s = 0
    for x in a:
        s += x
    return s


for dtype in (np.bool_, np.int8, np.uint8, np.int32, np.int64, np.float32, np.float64, np.complex128):
    show(first(np.array([1, 0], dtype=dtype)))
show(*mixed(np.array([1.0, 4.0])))
show(total(np.arange(1000)), total(np.arange(1000.0)), total(np.array([200, 100], np.uint8)), total(np.array([2**62] * 3)))
show(first([3, 4]), first((5.5, 1)), first.py_func(np.array([1.5, 2])))
