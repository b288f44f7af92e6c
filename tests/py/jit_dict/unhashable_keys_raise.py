n = 0
for i in range(200):
    try:
        {}[[i]] = 1
    except TypeError as e:
        n += 1
        t = str(e)
    try:
        {i: 1}[{}]
    except TypeError as e:
        n += 1
        u = str(e)
    try:
        (i, []) in {1}
    except TypeError as e:
        n += 1
print(n, t, u)
