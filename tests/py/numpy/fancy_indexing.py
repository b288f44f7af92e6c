import numpy as np
a = np.arange(12).reshape(3, 4)
print(a[[0, 2]], a[[0, 1], [1, 2]], a[:, [3, 0]], a[np.array([2, -1]), 1:3], a.ravel()[np.array([[0, 1], [10, 11]])], np.arange(5)[[True, False, True, False, True]], np.take(a, [0, 5]), a.take([1], axis=1).ravel())
a[[0, 1], [0, 0]] = 100
a[:, [1, 2]] += 1
print(a)
b = np.zeros(3)
b[[0, 0, 1]] += 1
np.add.at(b, [2, 2], 1)
print(b)
try: a[[5]]
except IndexError as e: print(e)
try: a[[0, 1], [0, 1, 2]]
except IndexError as e: print(e)
