"""a + the trace of tanh(a), to be timed from the shell:

    pyvm -m timeit --setup='import a_plus_tr_tanh_a as t' 't.a_plus_tr_tanh_a(t.a)'

The array is of integers and the trace starts as the integer 0 and becomes a float. Numba refuses to type the
decorated function for it; pyvm runs it. Give it a float array, as __main__ does, and both do.
"""
import numpy as np
from numba import jit

a = np.arange(10000).reshape((100, 100))


def a_plus_tr_tanh_a(a):
    trace = 0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


@jit(nopython=True)
def a_plus_tr_tanh_a_jit(a):
    trace = 0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


if __name__ == "__main__":
    print("plain:", a_plus_tr_tanh_a(a)[0, :3])
    print("jitted, floats:", a_plus_tr_tanh_a_jit(a.astype(np.float64))[0, :3])
    try:
        print("jitted, integers:", a_plus_tr_tanh_a_jit(a)[0, :3])
    except Exception as error:
        print("jitted, integers:", type(error).__name__)
