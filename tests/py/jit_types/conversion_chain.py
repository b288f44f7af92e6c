x = 1
for i in range(300):
    x = int(str(float(x))[:-2]) + 1 if i < 250 else x + 1
print(x)
s = 0
for i in range(300):
    s += int("12" + str(i)) + float("1." + str(i)) + bool(i) + len(str(i))
print(round(s, 6))
