# trace: compiled>=1
import numpy as np
u = np.zeros((14, 14))
u[0, :] = 100
for it in range(20):
    new = u.copy()
    for i in range(1, 13):
        for j in range(1, 13):
            new[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1])
    u = new
print(np.round(u[1:4, 5:8], 6), round(float(u.sum()), 6))
w = np.zeros((14, 14))
w[0, :] = 100
for it in range(20):
    w[1:-1, 1:-1] = 0.25 * (w[:-2, 1:-1] + w[2:, 1:-1] + w[1:-1, :-2] + w[1:-1, 2:])
print(np.allclose(u, w))
