# trace: compiled>=1
import numpy as np
from numba import njit


@njit
def strict(a, b):
    return a / b


@njit(error_model='numpy')
def lenient(a, b):
    return a / b


@njit(error_model='numpy')
def inverses(a, out):
    for i in range(len(a)):
        out[i] = 1.0 / a[i]
    return out.sum()


for f in (strict, lenient):
    for a, b in ((1.0, 0.0), (-1.0, 0.0), (0.0, 0.0), (1, 0), (3, 2)):
        try:
            print(f.__name__, a, b, f(a, b))
        except ZeroDivisionError as error:
            print(f.__name__, a, b, error)
a = np.arange(1000.0)
print(inverses(a, np.zeros(1000)), inverses(a[1:], np.zeros(1000)) > 7)
