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
m@m
a@b.T
np.matmul(np.ones((2,3,4)),np.ones((4,2))).shape
m@[1,2,3]
m@np.ones((2,2))
m@5
np.dot(a,b.T).shape
np.dot(m,[1,2])
np.linalg.inv(m).round(8)
np.linalg.det(m)
np.linalg.solve(m,[1,2,3])
np.linalg.norm(m)
np.linalg.norm(m,1)
np.linalg.norm([3,4])
np.linalg.norm(b,axis=1)
np.linalg.matrix_rank(m)
np.linalg.pinv(b).shape
np.linalg.cholesky(m)
np.linalg.qr(m)[1].round(8)
np.linalg.lstsq(b,[1,2,3],rcond=None)[0].round(6)
np.linalg.inv(np.zeros((2,2)))
np.linalg.inv(b)
np.linalg.matrix_power(m,3)
np.linalg.slogdet(m)
np.linalg.cholesky(-m)
np.linalg.multi_dot([m,m,m])
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
