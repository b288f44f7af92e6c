import inspect
def g():
    x = 1
    yield x
    yield from h()
def h(): yield 2
it = g()
print(it.gi_running, it.gi_yieldfrom, it.gi_code is g.__code__, it.__name__, it.__qualname__, inspect.getgeneratorstate(it))
next(it)
print(it.gi_frame.f_locals, it.gi_frame.f_lineno, inspect.getgeneratorstate(it))
next(it)
print(it.gi_yieldfrom.__name__)
list(it)
print(it.gi_frame, inspect.getgeneratorstate(it), type(it).__name__, iter(it) is it)
it.__name__ = "renamed"
print(it.__name__)
try:
    it.gi_running = True
except AttributeError as e:
    print(e)
