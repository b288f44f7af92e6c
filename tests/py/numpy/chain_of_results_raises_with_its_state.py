# trace: compiled>=1
# numpy.errstate(all="raise") in the middle of a chain: the variables are what they were before the operation.
import numpy as np


def walk(a, b, names):
    total = square = difference = np.float64(0)
    i = 0
    try:
        while i < len(a):
            difference = a[i] - b[i]
            square = difference * difference
            name = names[i % len(names)]
            total = total + square / (1.0 + len(name))
            i += 1
    except (FloatingPointError, IndexError) as e:
        return type(e).__name__, str(e), e.__traceback__.tb_lineno, i, difference, square, float(total)
    return i, difference, square, float(total)


a = np.arange(500.0)
b = a * 0.25
with np.errstate(all="raise"):
    print(walk(a, b, ["x", "yy"]))
    for bad in (1e200, -1e308, 3e153):
        for at in (3, 120, 499):
            c = a.copy()
            c[at] = bad
            d = b.copy()
            d[at] = -bad
            print(walk(c, d, ["x", "yy"]))
    print(walk(a * 3e305, b, ["x", "yy"]))
