r = []
for i in range(300):
    b = (2.0, -2.0, 0.5, 10.0)[i % 4]
    r.append(b ** (i % 7 - 3))
print(sum(r), r[:8])
print(2 ** 0.5, (-8) ** (1 / 3), 0.0 ** 0, 1e200 ** 1.5, (-2.0) ** 3, 4 ** -0.5, float("nan") ** 0, 1 ** float("nan"))
try:
    1e200 ** 2
except OverflowError as e:
    print(e)
