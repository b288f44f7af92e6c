import numpy as np
with np.errstate(all="ignore"):
    a = np.array([1.0, -1.0, 0.0])
    print(a / 0, np.array([1, 0]) // 0, np.array([1]) % 0, np.log(a), np.sqrt(a), np.exp(np.array([1000.0])), a % 0, np.float64(1) / 0, np.int64(1) // 0, 0.0 / np.float64(0))
