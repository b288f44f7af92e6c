# trace: compiled>=1
from numba import njit
import numpy as np
@njit
def f(x, y): return x * y + 1
s = 0
for i in range(500): s += f(i, 2)
t = 0.0
a = np.arange(100.0)
for i in range(500): t += f(a[i % 100], 0.5)
print(s, t)
