import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(a.shape, a.ndim, a.size, a.dtype, a.itemsize, a.nbytes, a.strides, a.T.shape, a.T.strides, len(a), a.flags["C_CONTIGUOUS"], a.T.flags["C_CONTIGUOUS"], a.T.flags["F_CONTIGUOUS"], a.flags["OWNDATA"], a[0].flags["OWNDATA"], a.base is None, a[0].base is not None, a.real is not None, np.ndim(a), np.shape(a), np.size(a), a.flat[5], a.imag.sum())
try: a.nope
except AttributeError as e: print(e)
a.shape = (4, 6)
print(a.shape, a[1])
try: a.shape = (5, 5)
except ValueError as e: print(e)
