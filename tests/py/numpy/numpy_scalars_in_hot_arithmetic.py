# trace: compiled>=1
import numpy as np
a = np.array([1.5, 2.5, -3.0])
acc = np.float64(0)
for i in range(900):
    acc = acc + a[i % 3] * a[(i + 1) % 3]
print(acc, type(acc).__name__)
n = np.int64(0)
for i in range(500):
    n = n + i
    n = n * 3 % 10007
print(n, type(n).__name__)
x = np.float32(1)
for i in range(300):
    x = x * np.float32(1.01)
print(x, type(x).__name__)
