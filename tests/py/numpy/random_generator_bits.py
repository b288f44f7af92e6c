import numpy as np
g = np.random.default_rng(42)
print(g.random(2).tolist(), g.integers(0, 256, 4, dtype=np.uint8).tolist(), g.random(), g.integers(10), g.integers(0, 100, 5).tolist(), g.integers(0, 2**40, 2).tolist(), g.integers(1, 7, size=(2, 3)).tolist(), g.integers(5, endpoint=True), g.uniform(0, 10, 2).tolist())
print(g.standard_normal(4).tolist(), g.normal(1, 2, 3).tolist())
for s in (0, 1, 123456789, 2**70):
    h = np.random.default_rng(s)
    print(s, h.random(3).tolist(), h.integers(1000, size=3).tolist())
print(np.random.default_rng(5).random((2, 2)).tolist(), np.random.default_rng(5).random(3, dtype=np.float32).tolist(), type(g).__name__)
try: g.integers(5, 1)
except ValueError as e: print(e)
