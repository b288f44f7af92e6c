# trace: compiled>=1
x = 0
y = 1.5
names = []
while x < 1500:
    x += 1
    y = y * 1.0001
    if x % 500 == 0:
        names.append(x)
    z = x
print(x, round(y, 9), names, z)
