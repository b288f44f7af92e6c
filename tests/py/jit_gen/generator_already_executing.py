def g():
    yield 1
    next(it)
    yield 2

for i in range(100):
    it = g()
    next(it)
    try:
        next(it)
    except ValueError as e:
        t = str(e)
print(t)
