import sys
def g():
    try:
        raise ValueError("inside")
    except ValueError:
        yield sys.exc_info()[1].args[0]
        yield sys.exc_info()[1].args[0]
it = g()
try:
    raise KeyError("outside")
except KeyError:
    print(next(it), sys.exc_info()[1].args[0])
print(next(it), sys.exc_info()[1])
def h():
    yield sys.exc_info()[0]
    yield sys.exc_info()[0]
k = h()
try:
    raise IndexError
except IndexError:
    print(next(k))
print(next(k))
