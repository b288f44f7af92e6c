# trace: compiled>=1
import numpy as np
a = np.zeros(256, dtype=np.uint8)
h = np.zeros(16, dtype=np.int64)
for i in range(3000):
    a[i % 256] = (i * 7) % 256
    h[a[(i * 3) % 256] & 15] += 1
print(a[:10], h, h.sum())
b = np.zeros(4, dtype=np.int8)
for i in range(500):
    b[i & 3] += 1
print(b, b.dtype)
f = np.zeros(4, dtype=np.float32)
for i in range(400):
    f[i & 3] += 0.1
print(f)
