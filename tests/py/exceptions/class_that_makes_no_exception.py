# raise, throw() and athrow() with an exception class whose __new__ returns something else.
class E(Exception):
    def __new__(cls, *args, **kwargs):
        return cls


def empty():
    yield


def catching():
    try:
        yield
    except TypeError as e:
        print("inside:", e)


for start in False, True:
    g = empty()
    if start:
        next(g)
    try:
        g.throw(E)
    except TypeError as e:
        print(e)
    print(list(g))
g = catching()
next(g)
try:
    g.throw(E)
except StopIteration:
    print("stopped")


class Failing(Exception):
    def __init__(self):
        raise KeyError("in __init__")


g = empty()
next(g)
try:
    g.throw(Failing)
except KeyError as e:
    print(repr(e))
try:
    raise E
except TypeError as e:
    print(e)


async def agen():
    yield 1


async def main():
    a = agen()
    await a.__anext__()
    try:
        await a.athrow(E)
    except TypeError as e:
        print(e)


try:
    main().send(None)
except StopIteration:
    pass
