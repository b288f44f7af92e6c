# trace: compiled>=1
def add(a, b):
    return a + b

pairs = [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), (2,)), (True, 1), (2**70, 1), (1j, 1)]
out = []
for i in range(640):
    a, b = pairs[i % 8]
    out.append(add(a, b))
print(out[:8])
print(out[-8:])
