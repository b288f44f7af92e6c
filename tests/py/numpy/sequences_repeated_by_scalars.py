# numpy.int64 and numpy.bool_ repeat sequences, also from the left; the other scalars do not.
import numpy as np

for scalar in (np.int64(2), np.uint8(3), np.bool_(True), np.float64(2.0), np.float32(2.0), np.complex128(1)):
    for sequence in ("ab", b"ab", [1, "x"], (1, 2.5), bytearray(b"x")):
        for operation in (lambda a, b: a * b, lambda a, b: b * a):
            try:
                print(repr(operation(scalar, sequence)))
            except TypeError as e:
                print(type(e).__name__, e)


def repeated(n):
    total = 0
    counts = np.arange(3)
    for i in range(n):
        total += len(counts[i % 3] * [i]) + len((i, i) * counts[i % 3])
    return total


print(repeated(300), np.array([1, 2]) * [3, 4])
