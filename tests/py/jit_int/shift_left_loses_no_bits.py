acc = 0
for x in (1, -1, 3, -3, 2**20 + 1, -2**20 - 1, 2**47, -2**47, 2**48 - 1):
    for s in range(64):
        y = x << s
        if y >> s != x:
            print("lost", x, s)
        acc ^= y
print(acc)
