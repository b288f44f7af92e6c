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
np.concatenate([[1,2],[3.5]])
np.concatenate([b,b],axis=1)
np.concatenate([b,b],axis=5)
np.concatenate([b,[1,2]])
np.stack([v,v])
np.stack([v,v],axis=1)
np.vstack([v,v])
np.hstack([v,v])
np.dstack([v,v])
np.column_stack([v,v])
np.append(v,[1,2])
np.insert(v,1,9)
np.insert(v,[0,2],[7,8])
np.delete(v,[0,1])
np.delete(b,1,axis=0)| np.block([[m,m],[m,m]])
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
