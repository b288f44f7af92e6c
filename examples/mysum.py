"""The sum of an array, element by element, plain and jitted: what a loop costs when nothing else is in it."""
import sys
import time

import numpy as np
from numba import jit

count = int(sys.argv[1]) if len(sys.argv) > 1 else 10000000


def mysum(array):
	total = 0.0;
	for i in range(len(array)):
		total += array[i];
	return total;


@jit(nopython=True)
def mysum_jit(array):
	total = 0.0;
	for i in range(len(array)):
		total += array[i];
	return total;


array = np.random.rand(count);
expected = np.sum(array);
for function in (mysum, mysum_jit, mysum_jit):
	start = time.time();
	result = function(array);
	end = time.time();
	assert abs(result - expected) < 1e-6 * count;
	print('%-10s %10.2f ms' % (function.__name__, (end - start) * 1e3));
