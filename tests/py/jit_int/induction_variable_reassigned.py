# trace: compiled>=1
s = 0
for i in range(500):
    s += i
    i = i * 2
    s -= i
print(s, i)
