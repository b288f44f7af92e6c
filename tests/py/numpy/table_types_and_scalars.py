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
np.finfo(np.float32).eps
np.dtype('f8')
np.dtype(int).name
np.dtype('i4').itemsize
np.dtype(float)==float
np.result_type(1,2.5)
np.promote_types('i4','f4')
np.can_cast('i8','f4')
np.can_cast(1.5,int)
np.issubdtype(float,np.floating)
np.min_scalar_type(300)
isinstance(np.float64(1),float)
type(np.float32(1)+1).__name__
type(np.float32(1)*np.float32(2)).__name__
np.float64(7)//2
-np.uint8(5)
round(np.float64(2.567),2)
int(np.float64(3.9))
np.float64(3).is_integer()
hash(np.float64(1.5))==hash(1.5)
np.float64(1.5).as_integer_ratio()
np.True_+np.True_
np.bool_(1)|False
np.float64(2.5).dtype
np.uint8(200)+np.uint8(100)
np.float64('nan')==np.nan
sum(np.array([1,2,3]))
max(np.array([1,5,3]))
sorted(np.array([3,1,2]))
list(np.array([1,2]))
np.array([3,1,2]).tolist()
5 in v
bool(np.array([]))
bool(np.array([1,2]))
len(np.array(5))
int(np.array([5]))
float(np.array([1,2]))
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
