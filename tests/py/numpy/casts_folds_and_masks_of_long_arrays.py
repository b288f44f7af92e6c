# Conversions, reductions, masks and copyto of arrays that are longer than vectors and the pieces that loops work in.
import warnings
import numpy as np

warnings.simplefilter("ignore")
TYPES = "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64 complex64 complex128".split()

base = (np.arange(1300) * 7919 % 251 - 100).astype("float64")
for source in TYPES:
    a = base.astype(source)
    row = []
    for target in TYPES:
        b = a.astype(target)
        each = np.array([v.astype(target) for v in a[::37]], target)
        strided = a[::3].astype(target)
        row.append(bool((b[::37] == each).all()) and bool((b[::3] == strided).all()) and b.dtype == target)
    print(source, all(row), a.astype("int64").sum(), a.astype("float32").sum())

wild = base * 1e8
wild[700] = 3e9
wild[701] = float("nan")
wild[702] = float("-inf")
for target in ("int32", "int64", "int16"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        c = wild.astype(target), wild[:600].astype(target), wild.astype("float32").astype(target)
    print(target, c[0][698:704].tolist(), c[1][:4].tolist(), c[2][700:703].tolist(), len(caught))

for dtype in ("bool", "int8", "uint8", "int16", "uint16", "int32", "int64", "float32", "complex128"):
    for n in (1, 7, 63, 64, 65, 200, 1300):
        a = np.roll(base, 5)[:n].astype(dtype)
        print(dtype, n, a.max(), a.min(), a.argmax(), a.argmin(), a.sum(), a.any(), a.all(), np.add.reduce(a, dtype=dtype) if dtype != "bool" else a.mean())

z = base + 1j * base[::-1]
print([complex(z[:n].sum()) for n in (1, 3, 4, 5, 63, 64, 65, 127, 128, 129, 1300)], z[::2].sum(), (z * 0.1).sum(), z.reshape(13, 100).sum(axis=1)[3])

for dtype in ("uint8", "int16", "float32", "float64", "complex128"):
    a = base.astype(dtype)
    for mask in (base > 140, base > 1000, base == base[1299], base < 140, base > 0):
        copy, other = a.copy(), a.copy()
        copy[mask] = 1
        np.copyto(other, a[::-1], where=mask)
        print(dtype, a[mask].size, a[mask].sum(), copy.sum(), other.sum(), a[::2][mask[::2]].sum())
a = np.arange(12).reshape(3, 4)
np.copyto(a, [9, 8, 7, 6], where=[[True], [False], [True]])
print(a)
np.copyto(a, 2.5, casting="unsafe", where=a > 7)
np.copyto(a[:, 1:], a[:, :-1], where=a[:, :-1] == 2)
print(a)
