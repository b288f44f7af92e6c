d = {1: 1, 2: 2}
for f in (lambda: d.__setitem__(len(d) + 10, 1), lambda: d.pop(next(iter(d)))):
    try:
        for k in d: f()
    except RuntimeError as e: print(e)
try:
    for k in d.items():
        d[99] = d.pop(99, 0)
        d.pop(99)
        d[100 + k[0]] = 1
        del d[100 + k[0]]
    print("same size is allowed")
except RuntimeError as e: print(e)
it = iter(d)
d["new"] = 1
try: next(it)
except RuntimeError as e: print(e)
print(next(it, "never") if False else len(d))
