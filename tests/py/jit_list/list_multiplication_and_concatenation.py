# trace: compiled>=1
t = []
for i in range(300):
    a = [i] * (i % 4) + [0]
    a += a
    a *= 2
    t = a + t[:20]
print(len(t), t)
