# The events of statements of all kinds.
import sys

events = []


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_filename != __file__:
        return None
    arg = arg[0].__name__ if event == "exception" else arg
    events.append(f"{event} {code.co_name}+{frame.f_lineno - code.co_firstlineno} {arg!r}")
    return tracer


def loops(n):
    total = 0
    for i in range(n):
        if i % 2:
            continue
        total += i
    else:
        total += 100
    while n > 0:
        n -= 1
        if n == 1:
            break
    return total


def generator(n):
    try:
        for i in range(n):
            x = yield i
    finally:
        n = 0


def use_generators():
    for x in generator(2):
        y = x
    g = generator(1)
    next(g)
    g.close()
    return list(delegate())


def delegate():
    yield from generator(1)


def boom():
    raise ValueError("x")


def catches():
    try:
        boom()
    except KeyError:
        return 1
    except ValueError as e:
        y = 2
    finally:
        z = 3
    return y + z


def escapes():
    try:
        boom()
    finally:
        a = 1


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, *args):
        return True


def with_block():
    with Manager() as m:
        x = 1
        1 / 0
    with Manager():
        pass
    return m


def closure(n):
    def inner(m=1):
        return n + m
    n += 1
    return inner()


def branches(x):
    if x > 1:
        a = 1
    elif x == 1:
        pass
    else:
        a = 3
    return (x and
            1)


def make_class():
    class A:
        x = 1

        def f(self): return 1
    return A().f()


async def coroutine():
    return await other()


async def other(): return 2


def run_coroutine():
    try:
        coroutine().send(None)
    except StopIteration as e:
        return e.value


for function, args in ((loops, (3,)), (use_generators, ()), (catches, ()), (escapes, ()), (with_block, ()), (closure, (2,)),
                       (branches, (0,)), (branches, (1,)), (make_class, ()), (boom, ())):
    events.clear()
    sys.settrace(tracer)
    try:
        result = function(*args)
    except ValueError as e:
        result = e
    finally:
        sys.settrace(None)
    print(function.__name__, "->", result, *events[:-1], sep="\n   ")
