# trace: compiled>=2
# A total that begins as an int and goes on as numpy.float64, in the loop and in the one around it.
import numpy as np


def typechange():
    total = 0
    out = []
    for i in range(300):
        total = total + (np.float64(i) if i > 5 else i)
        if i % 100 == 3:
            out.append(type(total).__name__)
    return total == 44850, type(total).__name__, out


def rows(a):
    out = np.zeros(len(a))
    for i in range(len(a)):
        total = 0
        for j in range(a.shape[1]):
            total += a[i, j]
        out[i] = total
    return out.sum() == a.sum(), type(total).__name__


print(typechange())
print(rows(np.arange(3000.0).reshape(100, 30)))
print(rows(np.arange(3000).reshape(100, 30)))
