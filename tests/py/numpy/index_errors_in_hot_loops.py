import numpy as np
a = np.arange(500)
try:
    s = 0
    for i in range(600): s += a[i]
except IndexError as e: print(s, i, e)
try:
    for i in range(-1, -600, -1): a[i] = 0
except IndexError as e: print(i, e, a.sum())
m = np.zeros((20, 30))
try:
    for k in range(1000): m[k // 30, k % 31] += 1
except IndexError as e: print(k, e)
try:
    for k in range(1000): m[k // 30, k % 30] = k
except IndexError as e: print(k, e)
