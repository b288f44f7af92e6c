import numpy as np
def mc(n):
    np.random.seed(5)
    inside = 0
    for i in range(n):
        x, y = np.random.rand(), np.random.rand()
        if x * x + y * y < 1: inside += 1
    return 4 * inside / n
print(mc(1000))
