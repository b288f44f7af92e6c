# trace: compiled>=6
# uint64 in jitted functions: two of them wrap silently and divide unsigned, a shifted one stays one, beside an int it is an int.
import numpy as np
from numba import njit

u64 = np.uint64


@njit
def xorshift(seed, n):
    x = seed
    for i in range(n):
        x ^= x << np.uint64(13)
        x ^= x >> np.uint64(7)
        x ^= x << np.uint64(17)
    return x


@njit
def fnv(data):
    h = np.uint64(0xCBF29CE484222325)
    for i in range(data.shape[0]):
        h = (h ^ np.uint64(data[i])) * np.uint64(0x100000001B3)
    return h


@njit
def rotated(x, k):
    return (x << np.uint64(k)) | (x >> np.uint64(64 - k))


@njit
def xoroshiro(state, n, out):
    for i in range(n):
        a, b = state[0], state[1]
        out[i % len(out)] = a + b
        b ^= a
        state[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << np.uint64(16))
        state[1] = (b << 37) | (b >> 27)
    return state[0] < state[1], state[0] >= state[1], state[0] == state[1]


@njit
def below(bound, seed, n):
    x = seed
    total = small = 0
    for i in range(n):
        x = x * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        high = x >> np.uint64(33)
        total += np.int64(high % bound) + np.int64(x // np.uint64(1 << 60)) + np.int64(x % np.uint64(8))
        if high < np.uint64(1 << 29):
            small += 1
        if not high & np.uint64(3):
            small += 1000
    return total, small, -x, ~x


@njit
def mixed(x, i):
    return (x << 13, x >> 7, i << x, i >> x, x + i, x - i, x * i, x // i, x % i, x & i, x | i, x ^ i, x ** 2, x ^ True, x * 2.0,
            x / np.uint64(7), x < np.uint64(7), x == 5, +x)


@njit
def quotient(x, y):
    return x // y


for seed in (88172645463325252, 1, (1 << 64) - 1):
    print(xorshift(u64(seed), 1000), below(u64(1000), u64(seed), 500), below(u64(1 << 63), u64(seed), 90))
data = (np.arange(3000) * 7919 % 251).astype(np.uint8)
print(fnv(data), fnv(data[::-1]), fnv(data.astype(np.uint64) * u64(1 << 58)), rotated(u64(0xF0F0F0F0F0F0F0F1), 9))
state, out = np.array([1, (1 << 64) - 5], np.uint64), np.zeros(5, np.uint64)
print(xoroshiro(state, 800, out), state, out)
for x in (0xFEDCBA9876543210, 3, (1 << 64) - 1):
    for i in (7, -3, 1 << 62):
        print(mixed(u64(x), i))
for y in (3, 0):
    try:
        print(quotient(u64(1 << 63), u64(y)))
    except ZeroDivisionError:
        print("division by zero")
