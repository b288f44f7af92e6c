"""a + the trace of tanh(a) with a float array: the first call, which compiles, against the following ones."""
import time

import numpy as np
from numba import jit

x = np.arange(10000.0).reshape((100, 100))
n_rep = 100;


def go_slow(a):
    trace = 0.0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


@jit(nopython=True)
def go_fast(a):
    trace = 0.0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


for function in (go_slow, go_fast):
    start = time.time()
    first = function(x)
    end = time.time()
    print('first call of %s: %.3f ms' % (function.__name__, (end - start) * 1e3))

    start = time.time()
    results = [function(x) for i in range(n_rep)]
    end = time.time()
    print('one of %s further calls: %.4f ms' % (n_rep, (end - start) * 1e3 / n_rep))
    assert (results[-1] == first).all()
