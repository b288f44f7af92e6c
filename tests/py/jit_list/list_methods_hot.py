xs = []
for i in range(500):
    xs.append(i * 37 % 101)
    if i % 5 == 0:
        xs.reverse()
    if i % 50 == 49:
        xs.sort(key=lambda v: -v)
    if xs.count(5) > 2:
        xs.remove(5)
print(len(xs), sum(xs), xs[:5], xs.index(7), xs.count(100))
