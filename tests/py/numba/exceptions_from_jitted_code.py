from numba import njit
import numpy as np
@njit
def check(x):
    if x < 0: raise ValueError("negative")
    return x
@njit(boundscheck=True)
def get(a, i): return a[i]
print(check(3))
try: check(-1)
except ValueError as e: print(e)
try: get(np.arange(3), 7)
except IndexError as e: print("IndexError")
@njit
def floor(a, b): return a // b
try: floor(1, 0)
except ZeroDivisionError as e: print("ZeroDivisionError")
print(floor(7, -2), floor(-7.5, 2.0))
