# trace: parallel>=1
# env: NUMBA_NUM_THREADS=2
import traceback

import numpy as np
from numba import njit, prange


@njit(parallel=True)
def gather(a, index, out):
    for i in prange(len(index)):
        out[i] = a[index[i]] + 1.0
    return out


a = np.arange(100.0)
index = np.arange(20000) % 100
out = np.zeros(20000)
for _ in range(3):
    print(gather(a, index, out).sum())
index[13000] = 100
index[17000] = 1000
out[:] = 0.0
try:
    gather(a, index, out)
except IndexError as error:
    print(error)
    print(traceback.extract_tb(error.__traceback__)[-1].line)
print(out[:13000].sum(), out[13000])
