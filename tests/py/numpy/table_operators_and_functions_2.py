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
z/2
z.real
z.sum()
z**2
np.isclose(1,1+1e-9)
np.allclose(b,b)
np.array_equal(v,v)
np.isnan([1,np.nan])
np.nan_to_num([np.nan,np.inf])
np.around(2.675,2)
np.round(b,2)
np.fix(-2.5)
np.trunc(-2.5)
np.rint(2.5)
np.floor(-0.5)
np.maximum(v,2)
np.fmax([1,np.nan],2)
np.minimum([np.nan,1],0)
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
