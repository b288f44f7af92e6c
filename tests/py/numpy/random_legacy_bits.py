import numpy as np
np.random.seed(0)
print(np.random.uniform(0, 10, 3).tolist(), np.random.rand(2).tolist(), np.random.rand(), np.random.rand(2, 2).tolist())
np.random.seed(12345)
print(np.random.randn(5).tolist(), np.random.randn(), np.random.random(2).tolist(), np.random.random_sample(), np.random.normal(5, 2, 3).tolist(), np.random.standard_normal(2).tolist())
np.random.seed(1)
print(np.random.randint(10, size=8).tolist(), np.random.randint(5, 15), np.random.randint(0, 2**40, 3).tolist(), np.random.randint(256, size=(2, 2)).tolist(), np.random.randint(0, 100, 4, dtype=np.uint8).tolist(), type(np.random.randint(5)).__name__, np.random.randint(-5, 5, 5).tolist())
np.random.seed(2**32 - 1)
print(np.random.rand())
r = np.random.RandomState(42)
print(r.rand(2).tolist(), r.randint(100), r.randn(1).tolist(), r.uniform(-1, 1))
for f in (lambda: np.random.seed(-1), lambda: np.random.randint(5, 1), lambda: np.random.randint(0), lambda: np.random.rand(-1)):
    try: f()
    except ValueError as e: print(e)
