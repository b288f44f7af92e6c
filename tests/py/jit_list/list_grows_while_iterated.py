items = [1]
n = 0
for x in items:
    n += x
    if len(items) < 700:
        items.append(x + 1)
print(n, len(items))
items = list(range(500))
seen = []
for x in items:
    seen.append(x)
    if x % 3 == 0:
        items.remove(x)
print(len(seen), sum(seen), len(items))
