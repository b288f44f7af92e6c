import numpy as np
a = np.array([127, -128], dtype=np.int8)
print(a + np.int8(1), a * a, a - np.array([1, 1], dtype=np.int8), -a, abs(a))
b = np.array([2**63 - 1])
print(b + 1, b * 2, np.array([2**64 - 1], dtype=np.uint64) + np.uint64(1), np.array([0], dtype=np.uint8) - 1, np.array([255], dtype=np.uint8) + 1, np.array([255], dtype=np.uint8) + 256 if False else "", np.array([2**31 - 1], dtype=np.int32) + 1, (np.array([2**31 - 1], dtype=np.int32) + 1).dtype, np.array([1, 2, 3], dtype=np.uint8).sum().dtype, np.array([100, 100], dtype=np.int8).sum())
