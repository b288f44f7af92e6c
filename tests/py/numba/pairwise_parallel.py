from numba import njit, prange
import numpy as np
np.random.seed(0)
A, B = np.random.rand(200, 10), np.random.rand(200, 10)
def plain(A, B):
    N, D = A.shape
    res = np.empty(N)
    for i in range(N):
        s = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            s += diff ** 2
        res[i] = np.sqrt(s)
    return res
serial = njit(plain)
@njit(parallel=True)
def par(A, B):
    N, D = A.shape
    res = np.empty(N)
    for i in prange(N):
        s = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            s += diff ** 2
        res[i] = np.sqrt(s)
    return res
print(np.allclose(plain(A, B), serial(A, B)), np.allclose(par(A, B), serial(A, B)), round(serial(A, B).sum(), 9))
