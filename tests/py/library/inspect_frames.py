# inspect on frames, tracebacks and positions.
import dis
import inspect


def outer():
    return inner()


def inner():
    return [(f.function, f.lineno - inner.__code__.co_firstlineno, f.code_context, f.index) for f in inspect.stack()[:2]]


print(outer())


def info():
    i = inspect.getframeinfo(inspect.currentframe())
    return type(i).__name__, i.function, i.lineno - info.__code__.co_firstlineno, i.code_context, i._fields


print(info())


def fails(x):
    return 1 / x


try:
    fails(0)
except ZeroDivisionError as e:
    for entry in inspect.getinnerframes(e.__traceback__):
        p = entry.positions
        print(entry.function, entry.code_context, p.lineno == entry.lineno, p.col_offset, p.end_col_offset)
    print(len(inspect.trace()))

p = dis.Positions(1, 2, 3)
print(p, p._asdict(), p == (1, 2, 3, None), dis.Positions())
i = next(dis.get_instructions(fails))
print(type(i).__name__, i._fields, isinstance(i, tuple), len(i), type(i.positions).__name__)
args = inspect.getargvalues(inspect.currentframe())
print(type(args).__name__, inspect.getcallargs(fails, 3), inspect.isframe(inspect.currentframe()))
