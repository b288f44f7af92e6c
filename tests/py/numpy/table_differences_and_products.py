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
np.diff(v)
np.diff(b,axis=0)
np.diff(v,n=2)
np.ediff1d(v)
np.gradient(b[0])
np.gradient(b)[0]
np.trapz(b[0])
np.cumsum(b,axis=1)
np.cumprod(v)
np.convolve([1,2,3],[0,1,.5])
np.correlate([1,2,3],[0,1,.5],'full')
np.cross([1,2,3],[4,5,6])
np.outer([1,2],[3,4])
np.inner(b,b)
np.dot(b,b.T)
np.vdot(z,z)
np.kron([1,2],[1,1])
np.tensordot(a,a,axes=([0,1,2],[0,1,2]))
np.einsum('ij,jk->ik',m,m)
np.einsum('ii',m)
np.einsum('ij->j',m)
np.einsum('i,j',[1,2],[3,4])
np.trace(m)
np.diag(m)
np.diag([1,2],1)
np.tril(m)
np.triu(m,1)
np.eye(3,k=1)
np.identity(2,dtype=int)
np.vander([1,2,3])
np.polyfit([0,1,2,3],[1,3,5,7],1).round(6)
np.polyval([1,2,3],2)
np.poly([1,2])
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
