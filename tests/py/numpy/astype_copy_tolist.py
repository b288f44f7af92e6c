import numpy as np
a = np.array([1.9, -1.9, 300.0, 0.0])
print(a.astype(int), a.astype(np.int32), a.astype(bool), a.astype(np.float32), a.astype(complex), a.astype(str).tolist() if False else "", np.array([0, 1, 255, 256]).astype(np.uint8), np.array([200], dtype=np.uint8).astype(np.int8), a.copy() is a, a.astype(float) is a, a.astype(float, copy=False) is a)
print(a.tolist(), np.arange(4).reshape(2, 2).tolist(), np.array(5).tolist(), np.array([True]).tolist(), np.array([1j]).tolist(), type(np.array([1]).tolist()[0]).__name__, type(np.array([1.0], np.float32).tolist()[0]).__name__, np.array(2.5).item(), np.array([1, 2, 3]).item(1), np.zeros((0, 2)).tolist())
b = a.copy()
b[0] = 0
print(a[0], b[0], a.view(np.int64)[3], np.array([1], np.int64).view(np.uint8).tolist())
