# trace: compiled>=2
# Powers of ints wrap and have gone through a double.
from numba import njit


@njit
def powers(base, exponent, n):
    total = 0
    for i in range(n):
        total ^= (base + i) ** exponent
    return total


@njit
def cubes(base, n):
    total = 0
    for i in range(n):
        total ^= (base + i) ** 3 ^ (base - i) ** 2 ^ i ** 5
    return total


for base in (3, 2097151, 3037000499):
    print(powers(base, 2, 300), powers(base, 3, 300), powers(base, 5, 300), powers(base, 100000, 3), cubes(base, 300))
