from numba import njit
import math
@njit
def is_prime(n):
    if n < 2: return False
    for i in range(2, int(math.sqrt(n)) + 1):
        if n % i == 0: return False
    return True
@njit
def count(n):
    c = 0
    for i in range(n):
        if is_prime(i): c += 1
    return c
@njit
def fib(n):
    if n < 2: return n
    return fib(n - 1) + fib(n - 2)
print(count(2000), fib(15), is_prime(97), type(is_prime(4)).__name__)
