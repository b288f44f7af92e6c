# trace: compiled>=1
a = b = c = 0
for i in range(600):
    a, b, c = b, c, a + i
    if i % 7 == 0:
        a = c = b
    (a, b), c = (b, a), c ^ i
print(a, b, c)
