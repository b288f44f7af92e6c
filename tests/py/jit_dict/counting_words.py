# trace: compiled>=1
text = ("the quick brown fox jumps over the lazy dog and the end " * 40).split()
d = {}
for w in text:
    d[w] = d.get(w, 0) + 1
print(d)
c = {}
for w in text:
    if w in c:
        c[w] += 1
    else:
        c[w] = 1
print(c == d, list(c))
