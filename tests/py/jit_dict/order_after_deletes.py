d = {}
for i in range(1000):
    d[i % 37] = i
    if i % 5 == 0:
        d.pop(i % 37)
    if i % 11 == 0 and d:
        d.popitem()
print(list(d.items()))
