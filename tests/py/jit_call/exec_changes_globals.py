# trace: compiled>=1
k = 1
s = 0
for i in range(400):
    s += k
    if i % 100 == 99:
        exec("k = k * 2")
    if i == 250:
        globals()["k"] = 0.5
print(s, k)
