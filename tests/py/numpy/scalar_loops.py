# trace: compiled>=8
# Loops over elements of all types with scalars of all types: what they give, and the type of it.
import math, warnings
import numpy as np
warnings.simplefilter("ignore")
def mysum(a):
    t = 0.0
    for i in range(len(a)): t += a[i]
    return t
def itersum(a):
    t = 0
    for x in a: t += x
    return t
def fast(a):
    t = 0.0
    for i in range(a.shape[0]): t += np.tanh(a[i, i])
    return t
def ufs(a):
    out = np.zeros(len(a))
    for i in range(a.shape[0]):
        out[i] = np.sqrt(a[i]) + np.maximum(a[i], 0.5) + np.floor(a[i]) + math.sqrt(a[i]) + abs(a[i] - 3) + np.abs(-a[i]) + np.hypot(a[i], 2)
    return out
def biggest(a):
    m = a[0]; n = 0
    for x in a:
        if x > m: m = x
        n = max(n, x)
        if not (x <= 3): n = n + 0
    return m, n
def types(a, k):
    r = []
    s = a[0]
    for i in range(len(a)):
        s = s + a[i] * k
        s = s - (-a[i])
        if i % 30 == 0: r.append((s, type(s).__name__))
    return r[-3:], type(s).__name__, (a[3] / a[2]), type(a[3] / a[2]).__name__, type(a[1] == a[2]).__name__
def stores(d, v):
    out = np.zeros(100, d)
    for i in range(100):
        out[i] = v
        out[i] = out[i] + out[i - 1]
    return out[:5].tolist(), out.dtype.name
def ints(a):
    s = np.int64(0)
    for x in a:
        s = (s * 31 + (x & 7) ^ (x | 1)) % 1000 + x // 3
    return s, int(s), float(s), type(s).__name__
def two(a):
    s = 0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            s += a[i, j]
    for row in a: s = s + row[0]
    return s, type(s).__name__
print(mysum(np.arange(500.0)), itersum(np.arange(500.0)), itersum(np.arange(300)), itersum(np.arange(300, dtype=np.float32)), itersum(np.arange(300, dtype=np.uint8)))
print(fast(np.arange(10000.0).reshape(100, 100)))
print(ufs(np.linspace(0.1, 5, 200))[:199:40].tolist())
print(biggest(np.array([3.0, 1, 4, 1, 5, 9, 2, 6] * 30)), biggest(np.array([3, 1, 4, 1, 5, 9, 2, 6] * 30)))
for d in "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float32 float64".split():
    a = (np.arange(120) % 11 + 1).astype(d)
    if d != "bool": print(d, types(a, 2), types(a, 0.5), types(a, a[5]))
    for v in (1, True, 2.5, np.float32(1.5), np.int16(7)):
        print(d, stores(d, v))
    print(itersum(a), two((np.arange(120).reshape(12, 10) % 5).astype(d)))
print(ints(np.arange(200)), ints(np.arange(200, dtype=np.int32)))
print(itersum(np.arange(200.0)[::2]), two(np.arange(600.0).reshape(20, 30)[:, ::3]), two(np.arange(600.0).reshape(20, 30).T))
