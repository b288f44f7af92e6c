# Every expression as NumPy answers it.
import numpy as np
import warnings
warnings.simplefilter('ignore')
a = np.arange(24).reshape(2, 3, 4)
b = np.arange(12.).reshape(3, 4) / 7
m = np.array([[2., 1, 0], [1, 3, 1], [0, 1, 4]])
z = np.array([1 + 2j, 3.5 - 1j, 0])
v = np.array([3, 1, 2, 3, 0])
EXPRESSIONS = r'''
v.reshape(2,3)
a.reshape(-1,4).shape
a.reshape(4,-1,2).shape
a.T.shape
a.transpose(1,0,2).shape
a.transpose(0,0,1)
a.ravel()[:3]
a.flatten('F')[:5]
a.T.reshape(-1)[:5]
a.strides
a.T.flags.f_contiguous
a[:,::2].flags.c_contiguous
a.astype(float).dtype
b.astype(int)
b.view('i8').shape
b.copy().base is None
a[0].base is a.base
a.nbytes
a.itemsize
a.size
a.ndim
v.tobytes()
v.item(0)
v.fill(3)
a.swapaxes(0,1).shape
v.searchsorted(2)
v.nonzero()
v.repeat(2)
v.take([0,1])
b.round(1)
b.clip(0.2,0.8)
v.argsort()
b.trace()
b.diagonal()
v.cumsum()
v.prod()
a.squeeze().shape
v.flat[2]
list(v.flat)
a.flat[5]
v.max()
np.shape(a)
np.ndim(a)
np.size(a)
np.apply_along_axis(sum,0,b)
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
