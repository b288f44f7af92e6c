import numpy as np
a, b = np.array([[1, 2]]), np.array([[3, 4]])
print(np.concatenate([a, b]), np.concatenate([a, b], axis=1), np.vstack([a, b]), np.hstack([a, b]), np.stack([a, b]).shape, np.append([1], [2, 3]), np.split(np.arange(6), 3), np.tile([1, 2], 2), np.repeat([1, 2], 2), np.repeat(a, 2, axis=0), np.flip([1, 2, 3]), np.roll([1, 2, 3], 1), np.column_stack(([1, 2], [3, 4])), np.array_split(np.arange(5), 2), np.insert([1, 2], 1, 9), np.delete([1, 2, 3], 1), np.rot90(a).tolist(), np.atleast_2d([1]).shape)
try: np.concatenate([np.ones((1, 2)), np.ones((1, 3))])
except ValueError as e: print(e)
