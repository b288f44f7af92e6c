# trace: compiled>=3
# The check for infinity and NaN stands at the end of the chain; the warning comes from the operation that made them.
import warnings
import numpy as np


def squares(a, b):
    total = np.float64(0)
    for i in range(len(a)):
        difference = a[i] - b[i]
        square = difference ** 2
        total = total + square * 0.5
    return total


def hidden(a):
    out = []
    for i in range(len(a)):
        big = a[i] * a[i]
        out.append(float(1.0 / (big + 1.0)))
    return out[::50]


def compared(a, limit):
    count = 0
    for i in range(len(a)):
        if a[i] * a[i] * 2.0 > limit:
            count += 1
        elif min(a[i] - limit, 3.0) * a[i] < 0:
            count += 1000
    return count


def single(a):
    total = np.float32(1)
    for x in a:
        total = (total + x * x) * np.float32(0.5)
    return total


def show(function, *args):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        result = function(*args)
    print(function.__name__, result, [(w.lineno, str(w.message)) for w in seen])


n = 400
plain = np.arange(n) / 7.0
for bad in (1e200, float("inf"), float("nan")):
    a = plain.copy()
    a[250] = a[300] = bad
    show(squares, a, plain)
    show(squares, a, a)
    show(hidden, a)
    show(compared, a, 500.0)
    show(single, (a * 1e-180).astype(np.float32) + np.float32(3e19) * (a == 1e200).astype(np.float32))
