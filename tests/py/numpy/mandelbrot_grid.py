# trace: compiled>=1
import numpy as np
def mandel(w, h, limit):
    out = np.zeros((h, w), dtype=np.int32)
    for y in range(h):
        for x in range(w):
            c = complex(-2 + 3 * x / w, -1 + 2 * y / h)
            z = 0j
            for k in range(limit):
                if z.real * z.real + z.imag * z.imag > 4:
                    break
                z = z * z + c
            out[y, x] = k
    return out
m = mandel(30, 12, 30)
print(m.sum(), m[6].tolist())
