# trace: compiled>=1
import numpy as np
np.random.seed(0)
n, d = 60, 5
A = np.random.rand(n, d)
B = np.random.rand(n, d)
def pairwise(A, B):
    N, D = A.shape
    res = np.empty(N)
    for i in range(N):
        s = 0.0
        for j in range(D):
            diff = A[i, j] - B[i, j]
            s += diff ** 2
        res[i] = np.sqrt(s)
    return res
r = pairwise(A, B)
print(np.allclose(r, np.sqrt(((A - B) ** 2).sum(axis=1))), repr(r[:3]), r.sum())
