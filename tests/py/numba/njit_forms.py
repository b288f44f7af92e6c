from numba import njit, jit
import numba
@njit
def a(x): return x + 1
@njit()
def b(x): return x * 2
@jit(nopython=True)
def c(x): return a(x) + b(x)
@njit(cache=False, nogil=True, fastmath=True, boundscheck=True)
def d(x): return c(x) / 2
@njit("f8(f8)")
def e(x): return x + 0.5
@jit(numba.float64(numba.int64, numba.float64), nopython=True)
def f(i, x): return i * x
print(a(1), a(1.5), b(3), c(5), d(4), e(1), f(3, 0.5), type(a(1)).__name__, type(d(4)).__name__, a.__name__, a.py_func(41), f(2, 2.0))
