# trace: compiled>=1
a = 1.0 + 2.0**-27
b = 1.0 - 2.0**-27
s = 0.0
for i in range(300):
    s += a * b - 1.0
print(s)
x = 0.1
for i in range(500):
    x = x * 3.9 * (1.0 - x)
print(x)
