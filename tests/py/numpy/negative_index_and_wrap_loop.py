# trace: compiled>=1
import numpy as np
a = np.arange(50)
s = 0
for i in range(-50, 50):
    s = s * 3 % 100003 + a[i] + a[-1 - (i % 50)]
print(s, type(s).__name__)
t = tuple(range(3))
m = np.arange(27).reshape(3, 3, 3)
q = 0
for i in range(300):
    q += m[i % 3, -1 - i % 3, (i // 3) % 3]
    q -= m[i % 3][0][-1]
print(q)
