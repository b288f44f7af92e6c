import numpy as np
a = np.arange(3)
b = np.arange(2).reshape(2, 1)
print(a + b, (a * b).shape, a + 1, 1 - a, a[:, None] * a, np.ones((2, 1, 3)) + np.ones((4, 1)) is not None, (np.ones((2, 1, 3)) + np.ones((4, 1))).shape, a + np.array(5), np.broadcast_to(a, (2, 3)), np.array([[1], [2]]) - np.array([10, 20]))
for x, y in ((np.ones(3), np.ones(4)), (np.ones((2, 3)), np.ones((3, 2))), (np.ones((2, 3)), np.ones(2))):
    try: x + y
    except ValueError as e: print(e)
try:
    c = np.ones(3)
    c += np.ones((2, 3))
except ValueError as e: print(e)
