# trace: compiled>=1
import sys

def chain(e):
    names = []
    while e is not None:
        names.append((type(e).__name__, e.args, e.__suppress_context__, e.__cause__ is not None))
        e = e.__context__
    return names

def inner(i):
    try:
        raise KeyError(i)
    except KeyError:
        if i % 3 == 0:
            raise ValueError(i)
        if i % 3 == 1:
            raise
        raise TypeError(i) from None

def current():
    return sys.exc_info()[0]

def run(n):
    found = {}
    before = sys.exc_info()
    for i in range(n):
        try:
            inner(i)
        except (ValueError, TypeError) as e:
            key = type(e).__name__, sys.exc_info()[1] is e, current() is type(e), len(chain(e))
            last = chain(e)
        except KeyError as e:
            key = "key", e.args[0] == i, current(), len(chain(e))
        found[key] = found.get(key, 0) + 1
        assert sys.exc_info() == before, i
    print(last)
    return found

print(run(300))
try:
    raise OSError("outer")
except OSError:
    print(run(300))
    try:
        raise
    except OSError as again:
        print(again, again.__context__)
print(sys.exc_info())
