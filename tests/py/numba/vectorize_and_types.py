from numba import vectorize, njit, types
import numpy as np
@vectorize
def add(a, b): return a + b
@vectorize(["float64(float64)"])
def half(x): return x / 2
print(add(np.arange(3), 10), add(1, 2), half(np.array([1.0, 3.0])), add(np.ones((2, 1)), np.arange(2)))
print(types.float64, types.int32, types.Array(types.float64, 2, "C"), types.UniTuple(types.int64, 2), types.void, types.unicode_type)
