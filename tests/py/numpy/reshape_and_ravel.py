import numpy as np
a = np.arange(12)
print(a.reshape(3, 4), a.reshape((2, -1)), a.reshape(2, 2, 3)[1, 0], a.reshape(-1, 6).T.ravel(), a.reshape(3, 4).flatten()[5], a.reshape(3, 4, order="F"), a.reshape(1, 12).squeeze().shape, np.expand_dims(a, 0).shape, a.reshape(3, 4).transpose().shape, a.reshape(2, 2, 3).transpose(2, 0, 1).shape, a.reshape(2, 2, 3).swapaxes(0, 2).shape)
b = a.reshape(3, 4)
b[0, 0] = 99
print(a[0], b.base is a, a.reshape(3, 4).copy().base, b.ravel()[0], np.ravel(b.T)[:3])
for s in ((5, 2), (-1, -1), (7, -1), (3, 4, 0)):
    try: a.reshape(s)
    except ValueError as e: print(e)
