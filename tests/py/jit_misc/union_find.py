# trace: compiled>=1
parent = list(range(400))
def find(x):
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x
merged = 0
for i in range(900):
    a, b = find(i * 31 % 400), find(i * 17 % 400)
    if a != b:
        parent[a] = b
        merged += 1
print(merged, len({find(i) for i in range(400)}))
