import numpy as np
from numba import float64, int64, jit, njit


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0])


@njit
def add(a, b):
    return a + b


show(add, 1), show(add, 1, 2, 3), show(add, 1, c=5), show(add, 1, b=5)
show(add, 1.0, 2), show(add, np.ones(2), 1)
print(add.signatures, add.nopython_signatures)


@njit(['i8(i8)', 'f8(f8)'])
def two(x):
    return x + 1


show(two, 1), show(two, 1.5), show(two, 1j), show(two, 1, 2), show(two, 'a')
print(two.signatures, two.nopython_signatures)


@njit(int64(int64, int64))
def whole(a, b):
    return a * b


@njit((float64, float64))
def real(a, b=2):
    return a * b


show(whole, 2, 3), show(whole, 2.7, 3), show(real, 2, 3), print(whole.signatures, real.signatures, real.nopython_signatures)
show(jit, 3), show(njit, int), show(jit(bogus=True)(lambda x: x), 1), show(njit(error_model='bogus')(lambda x: x), 1)
show(njit(inline='sometimes')(lambda x: x), 1), show(njit(inline='always')(lambda x: x), 1)
