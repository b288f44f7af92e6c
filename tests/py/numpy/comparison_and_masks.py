import numpy as np
a = np.arange(6)
m = a > 2
print(m, a[m], a[a % 2 == 0], ~m, m & (a < 5), (a == 3).any(), (a >= 0).all(), a[~m].sum(), np.where(m, a, -1), np.where(m), np.nonzero(m), a != 3, a == np.arange(6), np.count_nonzero(m), m.sum(), m.dtype, np.array_equal(a, a.copy()), np.logical_and(m, ~m).any(), np.allclose([1.0], [1 + 1e-9]), np.isclose(1, 1.1))
a[m] = 0
print(a)
a[a == 0] = [9, 9, 9, 9]
print(a)
try: bool(a)
except ValueError as e: print(e)
try:
    if a == 1: pass
except ValueError as e: print(e)
try: a[np.array([True, False])]
except IndexError as e: print(e)
print(bool(np.array([5])), bool(np.array(0.0)), np.array([[1, 2], [3, 4]])[np.array([[True, False], [False, True]])])
