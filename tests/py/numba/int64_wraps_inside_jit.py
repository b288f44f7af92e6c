from numba import njit
@njit
def wrap(x): return x * x
@njit
def lcg(n):
    s = 42
    for _ in range(n):
        s = s * 6364136223846793005 + 1442695040888963407
    return s
@njit
def shift(x): return (x << 60) + (x >> 1)
print(wrap(2**40), wrap(2**31), lcg(5), lcg(300), shift(5), shift(-7))
@njit
def fact(n):
    r = 1
    for i in range(2, n + 1): r *= i
    return r
print(fact(20), fact(25), fact.py_func(25))
