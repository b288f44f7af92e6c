# Long enough arrays that vectors, counting and partitioning are used; results known from other functions.
import numpy as np

rng = np.random.RandomState(3)
a = rng.rand(1003)
for dtype in ('f8', 'f4', 'i8', 'i4', 'i1', 'u1', 'u8'):
    b = (a * 100 - (0 if dtype[0] == 'u' else 50)).astype(dtype)
    s = np.sort(b)
    print(dtype, b.argmax(), b.argmin(), b[::-2].argmax(), (s[:-1] <= s[1:]).all(), s[0] == b.min(), s[-1] == b.max(),
          s.astype('f8').sum() == np.sort(b.astype('f8')).sum(), np.median(b), np.percentile(b, [0, 12.5, 99, 100]))
wide = np.array([2**63 - 1, -2**63, 0] * 50)
print(np.sort(wide)[[0, 49, 50, 99, 100, 149]], wide.argmax(), wide.argmin())
b = a.copy()
b[[700, 900]] = np.nan
print(b.argmax(), b.argmin(), np.median(b), np.sort(b)[-3:-1], np.nanmedian(b), np.percentile(b, 50))
print(np.zeros(100).argmax(), np.array([-0.0, 0.0] * 40).argmax(), np.full(99, np.inf).argmin())
m = a < 0.25
print(m.any(), m.all(), (~m).sum(), (~m | m).all(), (m & ~m).any(), np.logical_and(m, ~m).any(), np.logical_xor(m, ~m).all())
print(np.count_nonzero(m), m.sum(), len(a[m]), m.nonzero()[0][[0, 1, -1]], np.count_nonzero(m[::3]), np.count_nonzero(~m[1:]))
grid = np.array([[0, 3, 0], [4, 0, 5], [0, 0, 0], [1, 1, 1]])
print(np.nonzero(grid), np.argwhere(grid > 1).tolist(), np.nonzero(np.zeros((0, 3))), np.nonzero(5))
k = (a * 10).astype(int)
print(np.bincount(k), np.bincount(k, minlength=12)[-3:], np.bincount(k, weights=np.ones(1003))[:3], np.bincount([]))
for bad in ([-1, 2], np.array([1.5]), [[1]]):
    try:
        np.bincount(bad)
    except (TypeError, ValueError) as error:
        print(error)
print(np.take(a.astype('c8'), [3, -1]) == a.astype('c8')[[3, -1]], np.repeat(grid, 2, axis=1).tolist(), np.take(grid, [2, 0], axis=1))
print(np.searchsorted(np.arange(0, 100, 3), k[:9]), np.searchsorted([1, 2, 3], 2.5), np.histogram(a, 4)[0])
x = np.linspace(-3, 3, 41, dtype='f4')
for f in (np.exp, np.exp2, np.sin, np.cos, np.tanh):
    print(f(x).dtype, np.abs(f(x) - f(x.astype('f8'))).max() < 1e-6, (f(x[::3]) == f(x)[::3]).all(), f(x[4]) == f(x)[4])
print(np.tanh([0.0, -0.0, 1e-300, 30.0, -np.inf, np.nan]), np.exp2([0.5, 3, -1074, 1024, -np.inf]) == [2**0.5, 8, 5e-324, np.inf, 0])
