import numpy as np
for v in ([1], [1.0], [True], [1j], [1, True], [1, 2.5], [True, 1.5], [1, 1j], [2**40], [2**63 - 1], [2**63], [[1, 2], [3.5, 4]], 5, 2.5, True, [], [[]], (1, 2), range(3), np.float32(1), [np.int8(1), np.int16(2)], [np.float32(1), 2.0], [np.uint8(1), 1]):
    a = np.array(v)
    print(a.dtype, a.shape, a.ndim, a.size)
