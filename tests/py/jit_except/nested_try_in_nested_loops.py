# trace: compiled>=1
s = 0
for i in range(60):
    try:
        for j in range(20):
            try:
                if j == i % 23:
                    raise KeyError(j)
                if i % 9 == 8 and j == 5:
                    raise ValueError(i)
                s += j
            except KeyError as e:
                s += 100 * e.args[0]
    except ValueError as e:
        s -= e.args[0]
print(s)
