from numba import jit, njit
import numpy as np
@jit(nopython=True)
def mysum(array):
    s = 0.0
    n = len(array)
    for i in range(n):
        s += array[i]
    return s
@njit
def sum2d(a):
    s = 0
    m, n = a.shape
    for i in range(m):
        for j in range(n):
            s += a[i, j]
    return s
x = np.arange(1000.0)
print(mysum(x), mysum(x[::2]), mysum(np.arange(10)), sum2d(np.arange(12).reshape(3, 4)), sum2d(np.ones((5, 5))), type(sum2d(np.arange(4).reshape(2, 2))).__name__)
