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
np.unique(v)
np.unique(v,return_counts=True)
np.unique(v,return_index=True,return_inverse=True)
np.unique([[1,2],[1,2],[3,4]],axis=0)
np.sort(v)[::-1]
np.argsort(v)
np.argsort(v,kind='stable')
np.lexsort((v,v[::-1]))
np.searchsorted([1,2,3],2.5)
np.searchsorted([1,2,3],[0,2,9],side='right')
np.partition(v,2)[2]
np.digitize([0.5,1.5],[0,1,2])
np.bincount(v)
np.bincount(v,weights=[1,2,3,4,5.])
np.histogram(v,bins=3)
np.histogram(b,bins=4,range=(0,2))
np.in1d(v,[1,3])
np.isin(b,[0])
np.union1d(v,[9])
np.setdiff1d(v,[3])
np.setxor1d(v,[3,9])
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
