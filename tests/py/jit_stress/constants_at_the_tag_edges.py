# trace: compiled>=1
edges = [2**47, 2**48 - 1, 2**48, 2**49 - 1, 2**49, -2**48, -2**48 - 1, 2**51, 2**52, 2**62, 2**63 - 1, 2**63, -2**63, 0, -1]
acc = 0
for k in range(60):
    for e in edges:
        a = e + k
        b = a - e
        if b != k:
            print("wrong", e, k)
        acc ^= a - (e >> 1) + (e & 0xFFFF) - (-e)
        acc += (a > e) + (a == e) * 2
        acc *= -1 if e == k else 1
print(acc)
floats = [float(e) for e in edges]
s = 0.0
for k in range(60):
    for f, e in zip(floats, edges):
        s += (f == e) + (int(f) == e) + (f + k > e)
print(s)
