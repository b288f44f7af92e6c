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
np.linspace(0,1,5)
np.linspace(0,10,5,dtype=int)
np.linspace(0,1,4,endpoint=False,retstep=True)
np.arange(0,1,0.3)
np.arange(5,0,-2)
np.arange(3,dtype='f4')
np.meshgrid([1,2],[3,4])
np.mgrid[0:2,0:3]
np.mgrid[0:1:3j]
np.ogrid[0:2,0:2]
np.indices((2,2))
np.fromfunction(lambda i,j:i+j,(2,2))
np.fromiter((i*i for i in range(4)),int)
np.full((2,2),7.5)
np.full_like(v,2)
np.zeros((2,0))
np.empty((0,3))
np.ones(3,dtype=bool)
np.frombuffer(b'\x01\x02',dtype=np.uint8)
np.array([1,2,3],ndmin=2)
np.array([[1,2],[3,4]],order='F').flags['F']
np.tri(3)
np.r_[1:4,0,4]
np.c_[[1,2],[3,4]]
np.ix_([0,1],[2,3])
np.triu_indices(3)
np.diag_indices(2)
np.unravel_index(5,(2,3))
np.ravel_multi_index((1,2),(2,3))
np.broadcast_to([1,2],(2,2))
np.broadcast_arrays([1],[[1],[2]])
np.pad([1,2,3],1)
np.pad([1,2,3],(2,1),mode='edge')
np.pad([1,2,3],2,mode='reflect')
np.pad([[1,2],[3,4]],1,mode='wrap')
np.packbits([1,0,1])
np.unpackbits(np.array([5],np.uint8))
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
