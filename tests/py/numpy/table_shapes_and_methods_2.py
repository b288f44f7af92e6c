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
np.vectorize(lambda x:x+1)(v)
list(np.ndindex(2,2))
list(np.ndenumerate(b))[1]
[x for x in np.nditer(v)]
np.may_share_memory(a,a[0])
np.shares_memory(v,v.copy())
np.zeros(-1)
np.zeros((2,'a'))
np.arange()
np.reshape(v,(2,2))
np.array([[1],[2,3]])
np.ones((2,3))+np.ones((3,2))
np.broadcast_to([1,2,3],(2,2))
v.sum(axis=2)
v.nope
np.transpose(v,(1,0))
np.float64([1,2])
np.array('5',dtype=int)
np.sqrt([1,4,'a'])
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
