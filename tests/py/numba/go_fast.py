from numba import jit
import numpy as np
@jit(nopython=True)
def go_fast(a):
    trace = 0.0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace
x = np.arange(100).reshape(10, 10)
r = go_fast(x)
print(r, r.dtype, r.shape)
print(np.allclose(r, go_fast.py_func(x)))
