# trace: compiled>=1
s = 2**31 - 500
for i in range(1000):
    s += 1
    if i % 250 == 0:
        print(s)
print(s)
