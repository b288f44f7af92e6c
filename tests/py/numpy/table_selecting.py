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
np.where(v>1)
np.where(v>1,v,-v)
np.nonzero(v)
np.argwhere(v>1)
np.flatnonzero(v)
np.count_nonzero(b>0.5,axis=0)
np.take(b,[0,2],axis=1)
np.take(v,9)
np.take_along_axis(b,np.argsort(-b,axis=1),axis=1)
np.choose([0,1,0],[[1,2,3],[4,5,6]])
np.compress([True,False,True],b,axis=0)
np.select([v>2,v>0],[v,v*10],-1)
np.piecewise(np.array([-1.,2.]),[np.array([-1.,2.])<0],[lambda x:-x,lambda x:x*2])
np.extract(v>1,v)
np.clip(v,1,2)
np.clip(b,None,0.5)
np.put(v.copy(),[0],[9])
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
