import numpy as np
x, i = np.float64(1.5), np.int64(7)
print(x, repr(x), i, repr(i), x + 1, type(x + 1).__name__, i + 1, type(i + 1).__name__, i / 2, i // 2, i % 4, -i, i ** 2, type(i + 1.5).__name__, x * i, isinstance(x, float), isinstance(i, int), int(i), float(x), i == 7, hash(i) == hash(7), x.dtype, i.item(), x.shape, np.float32(0.1), np.float32(0.1) + 0.2, type(np.float32(1) + 1).__name__, np.int8(5) + np.int16(3), np.bool_(True), np.True_ & False, [1, 2, 3][np.int64(1)], round(np.float64(2.567), 1), f"{x:.2f} {i:5d} {i:x}", "%d %s" % (i, x), np.int64(3) in {3: 1}, bool(np.float64(0)), np.uint8(200) + np.uint8(10), np.complex128(1 + 2j), np.float64(3).is_integer(), max(np.int64(1), 2), range(np.int64(3)), str(np.float32(1e10)), np.float64("nan"), np.float64(1e-5), np.float64(1e16))
for f in (lambda: np.int64(1) // np.int64(0) if False else 1, lambda: np.int8(300) if False else 2, lambda: np.float64("x"), lambda: np.int64(5).nope, lambda: np.int64("12"), lambda: len(x)):
    try: print(f())
    except (ValueError, AttributeError, TypeError) as e: print(type(e).__name__, e)
