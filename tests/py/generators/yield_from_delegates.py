def inner():
    try:
        x = yield "a"
        print("inner got", x)
        yield "b"
    except KeyError:
        yield "handled"
    finally:
        print("inner closed")
def outer():
    r = yield from inner()
    yield from [1, 2]
    yield from "xy"
    return r
it = outer()
print(next(it), it.send(5), it.throw(KeyError), list(it))
it = outer()
next(it)
it.close()
def bad(): yield from 5
try:
    next(bad())
except TypeError as e:
    print(e)
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration(42)
def k():
    print((yield from It()))
    yield
next(k())
it = outer2 = (lambda: (yield from iter([1, 2])))()
next(it)
try:
    it.send(5)
except AttributeError as e:
    print(e)
