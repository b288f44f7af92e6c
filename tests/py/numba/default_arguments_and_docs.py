from numba import njit
@njit
def f(a, b=2, *args):
    "the doc"
    return a * b + len(args)
print(f(1), f(1, 3), f(1, b=4), f(1, 2, 3, 4), f.__doc__, f.__name__, f.py_func.__name__, callable(f))
try: f()
except TypeError as e: print(type(e).__name__)
