# trace: compiled>=1
hits = 0
nan = float("nan")
xs = [1, 2.0, "a", nan, (1, 2)]
for i in range(400):
    hits += i % 5 in xs
    hits += "a" in xs
    hits += nan in xs
    hits += float("nan") in xs
    hits += (1, i % 4) not in xs
    hits += i in (3, 5, 7, 350)
print(hits)
