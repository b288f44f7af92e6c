import numpy as np
a = np.arange(6).reshape(2, 3)
b = np.arange(6).reshape(3, 2)
print(a @ b, np.dot(a, b), a.dot(b), np.dot([1, 2], [3, 4]), a @ [1, 0, 1], np.outer([1, 2], [3, 4]), np.inner([1, 2], [3, 4]), np.trace(np.eye(3)), (np.eye(2) @ np.array([1.5, 2.5])), np.vdot([1j], [1j]), np.ones((2, 2, 3)) @ np.ones((3, 1)) is not None, np.diag([1, 2]), np.diag(a), np.triu(np.ones((2, 2))), np.cross([1, 0, 0], [0, 1, 0]), np.kron([1, 2], [1, 1]), np.linalg.norm([3.0, 4.0]), np.round(np.linalg.inv([[2.0, 0], [0, 4]]), 6), np.round(np.linalg.det([[1.0, 2], [3, 4]]), 6), np.round(np.linalg.solve([[2.0, 0], [0, 4]], [2, 4]), 6))
try: a @ a
except ValueError as e: print(e)
try: np.dot(a, a)
except ValueError as e: print(e)
