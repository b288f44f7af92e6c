# trace: compiled>=1
import numpy as np
a = np.arange(2000.0)
s = 0.0
for i in range(len(a)):
    s += a[i] * 2
    a[i] = i % 7
print(s, a.sum(), type(s).__name__)
b = np.zeros((40, 30))
for i in range(b.shape[0]):
    for j in range(b.shape[1]):
        b[i, j] = i * j
print(b.sum(), b[39, 29], b[5].tolist()[:4])
