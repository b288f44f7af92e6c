# NaNs where loops over vectors see them.
import numpy as np

for dtype in ('f8', 'f4', 'f2', 'c16'):
    n, a = np.full(70, np.nan, dtype), np.arange(70.0).astype(dtype)
    b = a.copy()
    b[20] = np.nan
    print((n != n).all(), (n == n).any(), (a != b).sum(), (b != 20).all(), b.max(), b.min(), b.argmax(), b.argmin())
    print(np.maximum(a, b)[19:22], np.maximum(b, a)[19:22], np.minimum(a, b)[19:22], np.fmax(a, b)[19:22], np.isnan(b).sum())
    print(b[:40].reshape(2, 20).max(axis=0)[:2], b[:40].reshape(20, 2).min(axis=0), np.nanmax(b), np.unique(b).size)
for dtype in ('f8', 'f4', 'f2'):
    b = np.arange(70, dtype=dtype)
    b[-1] = np.nan
    print((b < 5).sum(), (b >= 5).sum(), (b == b).sum(), np.clip(b, 1, 60)[-2:], np.sort(b)[-2:], np.median(b), np.tanh(b)[-2:])
    r = np.percentile(b[:-1], [10, 50])
    print(r, r.dtype, np.percentile(b[:-1].reshape(23, 3), 50, axis=0))
