import numpy as np
from numba import float64, vectorize


@vectorize
def dynamic(x, y):
    return x + 2 * y


@vectorize([float64(float64, float64)])
def product(x, y):
    return x * y


@vectorize(['int64(int64)', 'float64(float64)'], nopython=True)
def half(x):
    return x // 2


@vectorize(['float32(float32)'])
def single(x):
    return x * 2


@vectorize(['boolean(float64)'])
def positive(x):
    return x > 0


def show(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(r, type(r).__name__, r.dtype)
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0])


a = np.arange(6).reshape(2, 3)
show(dynamic, 1, 2), show(dynamic, a, 1.5), show(dynamic, a, 1), show(dynamic, a, np.arange(3.0))
show(product, 1, 2), show(product, a, 2), show(product, [1, 2], [3, 4]), show(product, np.ones(2), np.ones(3))
show(product, np.ones(2), np.ones(2), out=np.zeros(2)), show(product, 1)
show(half, 5), show(half, 5.5), show(half, a), show(half, np.array([1.5, 5], np.float32))
show(single, np.ones(2, np.float32)), show(single, np.ones(2)), show(positive, np.array([1.0, -1])), show(positive, 2.0)
print(product.reduce(np.arange(1.0, 5)), product.accumulate(np.arange(1.0, 4)), product.outer(np.arange(2.0), np.arange(3.0)))
print(product.types, half.types, product.nin, product.nout, product.__name__, type(product).__name__)
