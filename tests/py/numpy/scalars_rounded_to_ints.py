import numpy as np

for v in np.int64(-3), np.int8(5), np.uint64(2 ** 63), np.float64(2.5), np.float32(-1.5):
    for r in round(v), round(v, None):
        print(type(v).__name__, repr(r), type(r).__name__)
for v in np.int64(-37), np.uint8(5), np.float64(2.55):
    r = round(v, -1)
    print(type(v).__name__, repr(r), type(r).__name__)
