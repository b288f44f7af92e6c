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
str(np.float64(3))
repr(np.array([1,2,3]))
'%s'%np.array([1.])
'{}'.format(np.float32(0.1))
'{:.3f}'.format(np.float64(2))
format(np.array(2.5),'.1f')
np.array2string(np.array([1.5,2.25]),precision=1)
np.array2string(np.arange(3),separator=', ')
np.array_repr(v)
np.array_str(b)
np.format_float_positional(1.25)
np.format_float_scientific(123.5)
np.base_repr(10,2)
np.binary_repr(5,8)
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
