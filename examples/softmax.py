"""Softmax of random numbers: eager signatures, one jitted function calling another, and plain loops over lists."""
import dis
import sys
import time

import numpy as np
from numba import jit

count = int(sys.argv[1]) if len(sys.argv) > 1 else 10**6


@jit("f8(f8[:])", cache=False, nopython=True, nogil=True, parallel=True)
def exp_sum(z):
    return np.sum(np.exp(z))


@jit("f8[:](f8[:])", cache=False, nopython=True, nogil=True, parallel=True)
def softmax_jit(z):
    total = exp_sum(z)
    return np.exp(z) / total


def softmax_numpy(z):
    exponentials = np.exp(z)
    return exponentials / np.sum(exponentials)


def softmax_python(z):
    s = []
    total = 0.0
    for x in z:
        e = np.e ** x
        s += [e]
        total += e
    return [e / total for e in s]


np.random.seed(0)
z = np.random.uniform(0, 10, count)
values = z.tolist()

for name, function, argument in (('lists', softmax_python, values), ('numpy', softmax_numpy, z),
                                 ('jit', softmax_jit, z)):
    start = time.time()
    result = function(argument)
    end = time.time()
    print('{:<6} {:9.2f} ms, sum {:.9f}, first {:.6e}'.format(name, (end - start) * 1000, sum(result), result[0]))

if '--dis' in sys.argv:
    dis.dis(softmax_python)
