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
v+[1,2]
v+'a'
v==[1,2,3]
v==None
v=='x'
v!=3
-b>0
~(v>1)
v&1
v|8
v^v
v<<1
v>>1
v**2
v**0.5
2**v
v//2
v%2
b//0.3
b%0.3
1/b[1]
v@v
v.dot(v)
np.power(2.,v)
np.arctan2(1,1)
np.gcd(12,18)
np.lcm(4,6)
np.heaviside([-1,0,1],0.5)
np.sign(-2.5)
np.modf(2.5)
np.frexp(10.)
np.ldexp(1.5,3)
np.divmod(7,3)
np.fmod(-7,3)
np.remainder(-7,3)
np.copysign(1,-2)
np.nextafter(1,2)
np.spacing(1.)
np.deg2rad(180)
np.real(z)
np.imag(z)
np.angle(1j)
np.conj(z)
np.abs(z)
z*z
'''
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, '=>', repr(eval(text)))
    except Exception as error:
        print(text, '=>', type(error).__name__, error)
