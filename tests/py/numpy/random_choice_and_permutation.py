import numpy as np
np.random.seed(7)
print(np.random.permutation(8).tolist(), np.random.choice(10, 4).tolist(), np.random.choice([5, 6, 7]), np.random.choice(5, 3, replace=False).tolist())
a = np.arange(6)
np.random.shuffle(a)
print(a.tolist(), np.random.permutation([1, 2, 3]).tolist())
