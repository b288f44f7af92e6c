# trace: compiled>=5
# Ints beyond 49 bits stay machine ints in the loops of jitted functions, wherever they come from and go to.
import numpy as np
from numba import njit


@njit
def fnv(data):
    h = 0xCBF29CE484222325 - (1 << 64)
    for i in range(data.shape[0]):
        h = (h ^ data[i]) * 0x100000001B3
    return h


@njit
def splitmix(state, n):
    total = 0
    for i in range(n):
        state += 0x1E3779B97F4A7C15
        z = state
        z = (z ^ ((z >> 30) & 0x3FFFFFFFF)) * 0x3F58476D1CE4E5B9
        z = (z ^ ((z >> 27) & 0x1FFFFFFFFF)) * 0x14D049BB133111EB
        total ^= z ^ ((z >> 31) & 0x1FFFFFFFF)
    return total


@njit
def step(x):
    return x * 6364136223846793005 + 1442695040888963407


@njit
def counts(x, n, out):
    bit = equal = odd = 0
    last = x
    for i in range(n):
        last = x
        x = step(x)
        if x & 0x4000000000000000:
            bit += 1
        if x == last or not x:
            equal += 1
        if x % 2:
            odd += 1
        out[i % len(out)] = x
    return bit, equal, odd, -x, x // 1000, x & last


data = (np.arange(5000) * 7919 % 251).astype(np.uint8)
print(fnv(data), fnv(data[:10]), fnv(data[::3]))
print(splitmix(1, 3000), splitmix(1 << 60, 10), splitmix(-(1 << 62), 500))
out = np.zeros(4, np.int64)
for x in (1, 1 << 62, -5, 12345):
    print(counts(x, 700, out), out)
# Small and large ints take turns in one loop.
total = 0
for i in range(400):
    total += splitmix(i if i % 3 else (i % 100) << 55, 5) % 1000
print(total)


def plain(x, n):
    for i in range(n):
        x = x * 6364136223846793005 + 1442695040888963407
    return x


print(plain(1, 100) % 1000003, step.py_func(1 << 62) == (1 << 62) * 6364136223846793005 + 1442695040888963407)
