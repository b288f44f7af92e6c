items = list(range(1000))
seen = 0
for x in items:
    seen += 1
    items.pop()
print(seen, len(items))
items = list(range(600))
it = iter(items)
for x in it:
    if x == 300:
        items.clear()
print(x, list(it), items)
items += [1, 2, 3]
print(list(it))
