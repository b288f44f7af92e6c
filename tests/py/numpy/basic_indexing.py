import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(a[0, 1, 2], a[-1, -1, -1], a[1], a[0, 1], a[:, 1, :], a[..., 0], a[0, ..., 1], a[1, 2][3], a[:, ::2, ::-1].shape, a[None].shape, a[:, None, 0].shape, a[np.newaxis, ..., np.newaxis].shape, a[()].shape, a[0:1, 2:, 1:3], a[5:].shape, a[:, -2:, -1])
for i in ((2, 0, 0), (0, 3), (0, 0, 0, 0), (0, 0, 4), (-3,), ("a",), (1.0,), (0, None, 0, 0, 0)):
    try: a[i]
    except IndexError as e: print(e)
print(type(a[0, 0, 0]).__name__, type(a[0, 0]).__name__, a[0][0][0])
