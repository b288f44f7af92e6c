# trace: compiled>=1
import numpy as np
m = np.arange(100.0).reshape(10, 10)
s = 0.0
for k in range(50):
    for row in m:
        s += row[k % 10]
    v = m[k % 10, ::2]
    v += 1
    s += v.sum() + m.T[k % 10][3]
    m = m.T
print(s, m.sum())
