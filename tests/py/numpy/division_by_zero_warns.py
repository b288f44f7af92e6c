import numpy as np, warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    a = np.array([1.0, 0.0])
    a / 0
    np.log(a)
    np.sqrt(-a)
    np.exp(a * 1e4)
    np.float64(1) / 0
    np.array([1]) // 0
    for x in w: print(x.category.__name__, x.message)
