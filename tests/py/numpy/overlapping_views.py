import numpy as np
a = np.arange(8)
a[1:] = a[:-1] + a[1:]
print(a)
a[:-1] += a[1:]
print(a)
b = np.arange(9).reshape(3, 3)
b += b.T
print(b)
c = np.arange(6)
c[::2], c[1::2] = c[1::2].copy(), c[::2].copy()
print(c, np.shares_memory(c, c[1:]), np.may_share_memory(c, c.copy()))
