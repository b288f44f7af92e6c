from numba import njit
import numpy as np
@njit("f8(f8[:])")
def f(a): return a[0]
@njit("i8(i8)")
def g(x): return x + 1
print(f(np.array([1.5, 2])), g(3), g(True))
for bad in (lambda: f(np.array([1, 2])), lambda: f(np.ones((2, 2))), lambda: f(np.ones(2, np.float32)), lambda: g("a"), lambda: f()):
    try: print(bad())
    except TypeError as e: print(type(e).__name__, str(e).splitlines()[0])
