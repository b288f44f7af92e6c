import numpy as np
for t in ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "complex64", "complex128"):
    d = np.dtype(t)
    a = np.zeros(2, dtype=t)
    print(d, repr(d), d.name, d.itemsize, d.kind, d.char, d.str, a.dtype == d, a.itemsize, a.nbytes, type(a[0]).__name__)
print(np.dtype(float), np.dtype(int), np.dtype(bool), np.dtype(complex), np.dtype("f4"), np.dtype("i2"), np.dtype("u1"), np.dtype("c8"), np.dtype("?"), np.dtype("d"), np.dtype(np.float32) == np.float32, np.dtype("f8") == float, np.dtype("<i4"))
try: np.dtype("nope")
except TypeError as e: print(e)
