l = [1, 2, 3]
out = []
for x in l:
    out.append(x)
    if len(l) < 6: l.append(x * 10)
print(out, l)
it = iter(l)
next(it)
l.insert(0, "new")
print(next(it), it.__length_hint__(), list(it), list(it))
l.append(1)
print(list(it))
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r))
for x in l[:]: l.remove(x)
print(l)
