"""Distances between the rows of two arrays: plain Python, @njit and prange side by side.

Under pyvm the undecorated function runs at the speed of the decorated ones; CPython needs seconds for it.
"""
from timeit import timeit

import numpy as np
from numba import njit, prange

N = 50000
D = 100
A = np.random.rand(N, D)
B = np.random.rand(N, D)


def python_pairwise(A, B):
    N = A.shape[0]
    out = np.empty(N)
    for i in range(N):
        total = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            total += diff ** 2
        out[i] = np.sqrt(total)
    return out


@njit
def numba_pairwise(A, B):
    N, D = A.shape
    out = np.empty(N)
    for i in range(N):
        total = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            total += diff ** 2
        out[i] = np.sqrt(total)
    return out


@njit(parallel=True)
def parallel_pairwise(A, B):
    N, D = A.shape
    out = np.empty(N)
    for i in prange(N):
        total = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            total += diff ** 2
        out[i] = np.sqrt(total)
    return out


def main():
    expected = python_pairwise(A, B)
    for function in (numba_pairwise, parallel_pairwise):
        assert abs(function(A, B) - expected).max() < 1e-9
    for name, function, number in (("plain Python", python_pairwise, 3),
                                   ("@njit", numba_pairwise, 20),
                                   ("@njit(parallel=True)", parallel_pairwise, 20)):
        seconds = timeit(lambda: function(A, B), number=number) / number
        print(f"{name:<22}{seconds * 1000:10.2f} ms")


main()
