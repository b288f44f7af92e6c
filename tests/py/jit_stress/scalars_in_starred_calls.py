# trace: compiled>=1
# A side trace into a loop body takes over snapshots whose virtual tuple holds a virtual NumPy number.
import numpy as np

M = np.ones(4)


def difference(a, last):
    a = M[3]
    return last - a


def run(a):
    i = 0
    while i < 3000:
        i += 1
        a = difference(*(1, a))
    return a


def pairs(a):
    seen = 0.0
    for i in range(2000):
        b, a = (i, a + M[i % 4])
        seen += difference(*(b, a))
    return seen, a


print([float(run(i)) for i in range(20)])
print([tuple(map(float, pairs(i))) for i in range(6)])
