import numpy as np
a = np.array([1 + 2j, 3 - 1j])
print(a, a.real, a.imag, a.conj(), abs(a), a * a, a / a, a + 1, a.sum(), a.dtype, a.astype(np.complex64), a == a, np.abs(a), a.mean(), a * 1j, a[0].real, np.exp(1j * np.pi).round(6), a.tolist(), a ** 2, np.array([1, 2]) * 1j, a.prod())
a.real = 0
a.imag[0] = 9
print(a)
try: abs(a) > 1j
except TypeError as e: print(e)
