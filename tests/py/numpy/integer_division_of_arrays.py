# Integer quotients and remainders of arrays by arrays and by numbers are Python's, in every type, at the ends of its range too.
import warnings
import numpy as np

warnings.simplefilter("ignore")


def wrapped(value, dtype):
    bits = 8 * np.dtype(dtype).itemsize
    value &= (1 << bits) - 1
    return value - (1 << bits) if np.dtype(dtype).kind == "i" and value >> (bits - 1) else value


for dtype in "int8 uint8 int16 uint16 int32 uint32 int64 uint64".split():
    info = np.iinfo(dtype)
    ends = [info.min, info.min + 1, info.max, info.max - 1, info.max // 2, info.max // 3, 0, 1, 2, 3, 7, 100]
    if info.min < 0:
        ends += [-1, -2, -3, -7, -100, info.min // 2]
    a = np.array(ends * 3, dtype)
    wrong = 0
    for d in ends:
        quotients, remainders = a // np.array(d, dtype).reshape(1), a % np.array([d], dtype)
        by_number = a // a.dtype.type(d), a % a.dtype.type(d)
        pairs = a // np.full(len(a), d, dtype), a % np.full(len(a), d, dtype)
        for i, x in enumerate(a.tolist()):
            q, r = (wrapped(x // d, dtype), x % d) if d else (0, 0)
            for qs, rs in [(quotients, remainders), by_number, pairs]:
                wrong += qs[i] != q or rs[i] != r or qs.dtype != dtype
    print(dtype, wrong, (a // 7).sum(), (a % 7).sum(), (a[::2] // 7).sum(), (1000 // a.astype("int64")[:6]).tolist())

for dtype in ["int8", "int32", "int64", "uint16"]:
    a = np.arange(-30, 30).astype(dtype)
    print(dtype, (a ** 3).tolist()[-3:], (a ** 0).sum(), (a ** 1 == a).all(), (a[::2] ** 5).tolist()[:3], np.power(a, a % 5).tolist()[-3:])

warnings.simplefilter("error")
for dtype in ["int8", "int32", "int64", "uint8", "uint32", "uint64"]:
    a = np.arange(1, 40).astype(dtype)
    zero = a.dtype.type(0)
    for f in (np.floor_divide, np.remainder):
        for divisor in (zero, np.where(a == 20, zero, a)):
            try:
                f(a, divisor)
            except RuntimeWarning as warning:
                print(dtype, warning)
    f(a, a)
try:
    np.full(20, -128, "int8") // np.int8(-1)
except RuntimeWarning as warning:
    print(warning)

a = np.arange(1, 41)
print(np.multiply.reduce(a[:20]), np.add.accumulate(a)[-3:], np.multiply.accumulate(a[:15])[-1], np.bitwise_xor.reduce(a))
print(np.fmax.reduce(a / 2), np.subtract.accumulate(a[::2])[-2:], np.maximum.accumulate(a[::-1])[-1], np.add.accumulate(a.reshape(4, 10))[-1])
print((5 - a)[:3], (a << 3)[-1], (3 & a).sum(), (2.0 / a)[3], (a * True).sum(), np.maximum(a, 7)[:9])
