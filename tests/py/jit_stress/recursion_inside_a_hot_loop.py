# trace: compiled>=1
def depth(t):
    return 0 if t is None else 1 + max(depth(t[0]), depth(t[1]))
def build(n, seed):
    if n == 0:
        return None
    return (build(n - 1, seed * 3 + 1), build(max(0, n - 1 - seed % 3), seed + 1))

print([depth(build(k % 8, k)) for k in range(40)], sum(depth(build(6, k)) for k in range(30)))
