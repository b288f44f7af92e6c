import numpy as np
ts = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "c8", "c16"]
for a in ts:
    print(a, *[(np.ones(1, a) + np.ones(1, b)).dtype for b in ts])
print(*[(np.ones(1, t) + 1).dtype for t in ts])
print(*[(np.ones(1, t) + 1.5).dtype for t in ts])
print(*[(np.ones(1, t) / np.ones(1, t)).dtype for t in ts])
print(*[(np.ones(1, t) + 1j).dtype for t in ts], *[np.result_type(t, "i2") for t in ts])
