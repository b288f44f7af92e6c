import numpy as np
a = np.array([3, 1, 2, 3])
print(np.sort(a), np.argsort(a, kind="stable"), a.argmax(), np.unique(a), np.searchsorted([1, 3, 5], [0, 3, 6]), np.searchsorted([1, 3], 3, side="right"), np.sort([[3, 1], [2, 0]], axis=0), np.sort([np.nan, 1, 0]), np.argwhere(a == 3).ravel(), np.unique(a, return_counts=True), np.flatnonzero(a > 2), np.diff(a), np.bincount([0, 1, 1]), np.isin(a, [3]), np.cumsum(a), np.trapz([1, 2, 3]), np.interp(1.5, [1, 2], [10, 20]), np.histogram([1, 2, 2, 3], bins=3)[0])
a.sort()
print(a)
