import numpy as np
a = np.arange(12.0).reshape(3, 4)
for f in ("sum", "min", "max", "mean", "prod", "std", "var", "argmin", "argmax", "any", "all", "cumsum", "ptp"):
    m = getattr(a, f)
    print(f, m(), m(axis=0), m(axis=1), m(axis=-1))
print(a.sum(axis=(0, 1)), a.sum(axis=0, keepdims=True), a.mean(axis=1, keepdims=True).shape, np.sum([1, 2]), np.max(a, axis=0), np.sum(a > 3), np.array([1, 2, 3]).mean(), np.array([1, 2], dtype=np.int8).sum().dtype, np.array([True, True]).sum(), np.array([]).sum(), np.array([]).prod(), a.sum(dtype=np.float32).dtype, np.mean(np.array([1, 2], np.float32)).dtype, a.max(initial=100), np.cumprod([1, 2, 3]), np.min([3, 1]), sum(a).shape, max(a[0]), np.median([3, 1, 2]))
for f in (lambda: np.array([]).max(), lambda: a.sum(axis=2), lambda: np.array([]).argmin(), lambda: a.sum(axis=(0, 0))):
    try: f()
    except ValueError as e: print(type(e).__name__, e)
