edge = [2**24, 2**24 + 1, 2**25 - 1, -(2**24), 3, -5, 2**31, 2**32 + 1, 2**40, -(2**47), 2**48 - 1, -(2**48), 2**62]
acc = 0
for k in range(40):
    for a in edge:
        for b in edge:
            acc ^= a * b + k
print(acc)
