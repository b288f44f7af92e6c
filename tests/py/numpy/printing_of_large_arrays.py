import numpy as np
print(np.arange(1001))
print(np.arange(1000))
print(repr(np.zeros((2000, 3))))
print(np.arange(40) * 1.5)
print(repr(np.arange(30).reshape(5, 6) * 1000))
print(np.arange(10000).reshape(100, 100))
print(np.linspace(0, 1, 20))
print(repr(np.arange(27).reshape(3, 3, 3)))
