# trace: compiled>=1
import numpy as np
a = np.zeros(20)
b = a[5:]
c = a[::-1]
s = 0.0
for i in range(400):
    b[i % 15] += 1
    c[i % 20] += a[i % 20]
    a[i % 20] %= 1000
    s += c[19 - i % 20] - a[i % 20]
print(s, a.sum(), a[:6])
