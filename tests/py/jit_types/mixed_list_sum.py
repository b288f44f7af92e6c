items = [1, 2.5, True, 2**60, -3, 1e10, False, 2**80]
s = 0
for i in range(400):
    s += items[i % len(items)]
print(s)
ints = 0
floats = 0
for i in range(800):
    x = items[i % 8]
    if isinstance(x, bool):
        ints += 100
    elif isinstance(x, int):
        ints += 1
    elif isinstance(x, float):
        floats += 1
print(ints, floats)
