def gen():
    yield 1
    yield int("x")
def use(it):
    return list(it)
f = lambda it: use(it)
f(gen())
