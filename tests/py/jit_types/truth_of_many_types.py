values = [0, 1, 0.0, -0.0, 1e-300, "", "0", [], [0], (), {}, {1: 1}, set(), None, True, False, 2**70, 0j, b"", range(0), range(3)]
mask = 0
for i in range(420):
    v = values[i % len(values)]
    if v:
        mask ^= 1 << (i % len(values))
    mask += not v
print(mask)
print([i for i, v in enumerate(values) if v])
