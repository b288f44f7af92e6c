from numba import njit
import numpy as np
@njit
def minmax(a):
    lo = hi = a[0]
    for v in a:
        if v < lo: lo = v
        if v > hi: hi = v
    return lo, hi
def make(k):
    @njit
    def f(x): return x * k
    return f
@njit
def squares(n):
    l = [i * i for i in range(n)]
    l.append(-1)
    return l
@njit
def total(l):
    s = 0
    for x in l: s += x
    return s
print(minmax(np.array([3.0, 1.0, 2.0])), make(3)(5), make(0.5)(5), squares(5), total((1, 2, 3)))
