def g():
    yield 1
    return "result"
it = g()
next(it)
try:
    next(it)
except StopIteration as e:
    print(e.value, e.args)
def h():
    r = yield from g()
    print("r", r)
    return (1, 2)
it = h()
print(list(it))
it = h()
next(it)
try:
    it.send(None)
except StopIteration as e:
    print(e.value)
def empty():
    return
    yield
print(list(empty()), next(empty(), "default"))
