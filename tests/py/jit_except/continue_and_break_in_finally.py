s = 0
for i in range(300):
    try:
        if i % 4 == 0:
            raise IndexError
        s += i
    except IndexError:
        s -= 1
        continue
    finally:
        s += 1
        if i == 290:
            break
print(s, i)
n = 0
for i in range(200):
    try:
        1 / 0
    finally:
        n += 1
        continue
print(n)
