n = 0
flag = False
for i in range(1000):
    flag = not flag
    if flag + flag == 2:
        n += flag
    if flag == 1:
        n += 10
    if flag is True:
        n += 100
    if (i % 2 == 0) == flag:
        n += 1000
print(n, flag)
print(sum([i > 5 for i in range(100)]), [True, False][True], "ab"[False])
