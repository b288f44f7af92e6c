def add_all(items):
    s = items[0]
    for x in items[1:]:
        s = s + x
    return s

print(add_all([1] * 500))
print(add_all([1] * 300 + [0.5] * 300))
print(add_all([True] * 300 + [2**70] + [1] * 100))
print(add_all(["a"] * 200 + ["b"] * 100)[190:210])
print(add_all([[1]] * 200)[:3], add_all([(1,)] * 200)[:3])
print(add_all([1] * 200 + [1j] * 100))
