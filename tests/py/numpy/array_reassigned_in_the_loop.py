# trace: compiled>=1
import numpy as np
a = np.ones(10)
s = 0.0
for i in range(900):
    s += a[i % 10]
    if i == 300: a = np.arange(10)
    if i == 600: a = a.astype(np.float32) / 3
    if i == 800: a = list(range(10))
print(round(float(s), 4))
