# trace: compiled>=1
s = 0
for i in range(80):
    n = i % 11
    j = 0
    while j < n:
        j += 1
        if (i + j) % 13 == 0:
            n += 2
        s += j * n
    xs = list(range(i % 5))
    for x in xs:
        s += x
        if len(xs) < 8:
            xs.append(x + 1)
print(s)
