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
np.tile(v,2)
np.tile(b[:2,:2],(2,1))
np.repeat(v,2)
np.repeat(b,2,axis=0)
np.repeat(v,[1,2,0,1,1])
np.roll(v,2)
np.roll(b,1,axis=1)
np.flip(b,0)
np.fliplr(b)
np.rot90(b)
np.moveaxis(a,0,-1).shape
np.swapaxes(a,0,2).shape
np.rollaxis(a,2).shape
np.expand_dims(v,0).shape
np.squeeze(np.zeros((1,3,1))).shape
np.squeeze(np.zeros((1,3,1)),axis=1)
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
