print([i * j for i in range(4) for j in range(i) if j % 2 if i > 2], [[j for j in range(i)] for i in range(4)])
print({k: v for k, v in zip("abc", range(3)) if v}, {x % 3 for x in range(10)}, list(i for i in [1]))
print([(a, b) for a, *b in [(1, 2, 3), "xy"]], [x for x in (1, 2) for x in (x, x * 10)], [y for x in [1, 2, 3] if x > 1 for y in [x] * x])
print([a for a in "ab" if a not in [b for b in "b"]], sum(x for x in range(5)), [lambda: 1][0]())
