def resilient():
    caught = 0
    while True:
        try:
            yield caught
        except ValueError as e:
            caught += e.args[0]

g = resilient()
next(g)
for i in range(300):
    r = g.throw(ValueError(i)) if i % 3 == 0 else next(g)
print(r)
try:
    g.throw(KeyError("out"))
except KeyError as e:
    print("escaped", e)
print(next(g, "finished"))
