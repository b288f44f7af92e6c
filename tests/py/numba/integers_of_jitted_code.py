# trace: compiled>=3
# Ints are of 64 bits inside of jitted functions: sums, products, powers and shifts wrap.
from numba import njit


@njit
def xorshift(seed, n):
    x = seed
    for _ in range(n):
        x ^= x << 13
        x ^= (x >> 7) & 0x1FFFFFFFFFFFFFF
        x ^= x << 17
    return x


@njit
def lcg(seed, n):
    total = 0
    for i in range(n):
        seed = seed * 6364136223846793005 + 1442695040888963407
        total += seed >> 33
    return seed, total


@njit
def powers(base, n):
    total = 1
    for i in range(n):
        total = total * base - i ** 3
    return total, -total, ~total


@njit
def power(a, b):
    return a ** b


@njit
def shifts(a, b):
    return a << b, a >> b


@njit
def divide(a, b):
    return a // b, a % b


for n in (3, 500, 5000):
    print(xorshift(88172645463325252, n), lcg(42, n), powers(7, n))
print(power(2, -1), power(2, 3), power(3, 50), power(10, -2), power(1, -1), power(-1, -3), power(2.0, -1), power(2, 0.5))
print(shifts(1, 63), shifts(-8, 1), shifts(5, 3), divide(7, -2), divide(-7, 2))
print(powers.py_func(7, 60))
