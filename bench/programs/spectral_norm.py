"""Largest singular value of an infinite matrix cut at n: float arithmetic, small function calls, list access."""
import sys
from math import sqrt


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, result):
    n = len(v)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(i, j) * v[j]
        result[i] = total


def times_transposed(v, result):
    n = len(v)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(j, i) * v[j]
        result[i] = total


def spectral_norm(n):
    u = [1.0] * n
    v = [0.0] * n
    between = [0.0] * n
    for _ in range(10):
        times(u, between)
        times_transposed(between, v)
        times(v, between)
        times_transposed(between, u)
    uv = vv = 0.0
    for i in range(n):
        uv += u[i] * v[i]
        vv += v[i] * v[i]
    return sqrt(uv / vv)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    norm = spectral_norm(n)
    assert abs(norm - 1.2742241) < 1e-3 * 100 / n, norm
    print("spectral_norm %d: %.9f" % (n, norm))


main()
