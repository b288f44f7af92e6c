def g():
    yield 1
    next(iter([]))
it = g()
print(next(it))
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__suppress_context__)
def h():
    raise StopIteration("x")
    yield
try:
    list(h())
except RuntimeError as e:
    print(e)
