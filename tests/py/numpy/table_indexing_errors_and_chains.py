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
a[2]
a[0,3]
a[0,0,0,0]
a['x']
a[1.0]
a[[0,5]]
a[np.array([True,False,True])]
a[(0,1,2)]
a[0][1][2]
a[...]
a[()]
a[:,:,5]
a[::2,::-1,1::2]
a[[[0]]]
a[[True,False]]
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
