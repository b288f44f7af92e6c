x = 2**53 - 400
f = float(x)
for i in range(800):
    x += 1
    f += 1.0
print(x, f, x == f, x > f)
