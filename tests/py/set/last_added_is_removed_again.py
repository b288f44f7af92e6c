# What is added last and removed at once leaves nothing in the table that later searches have to pass.
for size in (5, 9, 30, 300):
    s = set(range(size))
    d = dict.fromkeys(range(size))
    for i in range(size, 20000):
        s.add(i)
        s.discard(i)
        d[i] = i
        del d[i]
        d[-i] = i
        d.popitem()
        if i % 7 == 0:
            s.add(-i)
            s.remove(i % size)
            s.add(i % size)
            s.remove(-i)
    print(len(s), s == set(range(size)), len(d), list(d) == list(range(size)), 20000 in s, -1 in d)

d = dict.fromkeys(range(1000))
while d:
    d.popitem()
for i in range(1000):
    d[str(i)] = i
print(len(d), d["999"], "1000" in d)
