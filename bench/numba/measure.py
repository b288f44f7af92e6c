"""Times one array kernel: its first call and its steady time per call, as one line of JSON.

usage: measure.py KERNEL plain|njit|parallel

`plain` leaves the function undecorated, `njit` and `parallel` decorate it as a user of Numba would. The result of
the first call is checked against a closed form or an independent sum.
"""
import json
import sys
from math import sqrt
from time import perf_counter

import numpy as np

if sys.argv[2] == "plain":
    prange = range
else:
    from numba import njit, prange


def pairwise(A, B):
    N, D = A.shape
    out = np.empty(N)
    for i in range(N):
        total = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            total += diff ** 2
        out[i] = np.sqrt(total)
    return out


def pairwise_parallel(A, B):
    N, D = A.shape
    out = np.empty(N)
    for i in prange(N):
        total = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            total += diff ** 2
        out[i] = np.sqrt(total)
    return out


def mysum(array):
    total = 0.0
    for i in range(len(array)):
        total += array[i]
    return total


def go_fast(a):
    trace = 0.0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


def hashes(data):
    x = np.uint64(88172645463325252)
    h = np.uint64(0xCBF29CE484222325)
    for i in range(data.shape[0]):
        x ^= x << np.uint64(13)
        x ^= x >> np.uint64(7)
        x ^= x << np.uint64(17)
        h = (h ^ np.uint64(data[i])) * np.uint64(0x100000001B3)
    return x, h


def pairwise_arguments():
    N, D = 50000, 100
    np.random.seed(0)
    return np.random.rand(N, D), np.random.rand(N, D)


def check_pairwise(result, A, B):
    for i in (0, 1, 777, 49999):
        assert abs(result[i] - sqrt(sum((float(A[i, j]) - float(B[i, j])) ** 2 for j in range(100)))) < 1e-9


def check_mysum(result, array):
    count = len(array)
    assert result == count * (count - 1) / 2


def check_go_fast(result, a):
    assert abs(float(result[0, 0]) - 99.0) < 2.0 and result.shape == a.shape


def check_hashes(result, data):
    x, h, mask = 88172645463325252, 0xCBF29CE484222325, (1 << 64) - 1
    for byte in data.tolist():
        x ^= x << 13 & mask
        x ^= x >> 7
        x ^= x << 17 & mask
        h = (h ^ byte) * 0x100000001B3 & mask
    assert result == (x, h)


# kernel -> (function, arguments, check, steady calls)
KERNELS = {
    "pairwise": (pairwise, pairwise_arguments, check_pairwise, 20),
    "pairwise_parallel": (pairwise_parallel, pairwise_arguments, check_pairwise, 20),
    "mysum": (mysum, lambda: (np.arange(10000000).astype(np.float64),), check_mysum, 20),
    "hashes": (hashes, lambda: ((np.arange(1000000) * 7919 % 251).astype(np.uint8),), check_hashes, 40),
    "go_fast": (go_fast, lambda: (np.arange(10000.0).reshape((100, 100)),), check_go_fast, 2000),
}


def main():
    function, make_arguments, check, calls = KERNELS[sys.argv[1]]
    arguments = make_arguments()
    if sys.argv[2] == "njit":
        function = njit(function)
    elif sys.argv[2] == "parallel":
        function = njit(parallel=True)(function)
    start = perf_counter()
    result = function(*arguments)
    first = perf_counter() - start
    check(result, *arguments)
    for _ in range(3):
        function(*arguments)
    best = 1e9
    batch = max(1, calls // 20)
    for _ in range(calls // batch):
        start = perf_counter()
        for _ in range(batch):
            function(*arguments)
        best = min(best, (perf_counter() - start) / batch)
    print(json.dumps({"first": first, "steady": best}))


main()
