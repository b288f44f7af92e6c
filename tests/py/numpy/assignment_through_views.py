import numpy as np
a = np.zeros((3, 4), dtype=int)
a[0] = 1
a[1, 2] = 5
a[:, 3] = [7, 8, 9]
a[2, :2] = 2.9
v = a[::2, 1:3]
v[...] = 4
v += 1
a[1][0] = 6
print(a)
b = np.arange(10)
b[2:5] = b[5:8]
b[1:] = b[:-1]
b[::-1][0] = 100
b[b.size // 2:] *= 2
print(b)
for f in (lambda: b.__setitem__(slice(0, 3), [1, 2]), lambda: a.__setitem__(0, [1, 2, 3]), lambda: b.__setitem__(99, 1), lambda: b.__setitem__(0, "x"), lambda: b.__setitem__(0, [1, 2]), lambda: a.__setitem__((0, 9), 1), lambda: b.__setitem__(0, 1j)):
    try: f()
    except (ValueError, IndexError, TypeError) as e: print(type(e).__name__, e)
