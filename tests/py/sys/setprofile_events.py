# Calls and returns of Python and native functions.
import sys

events = []


def profiler(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        name = arg.__name__ if event.startswith("c_") else frame.f_code.co_name
        events.append((event, name))


def leaf(x):
    return abs(x)


def work():
    total = sum([leaf(i) for i in (1, -2)])
    try:
        int("x")
    except ValueError:
        pass
    def g():
        yield len("ab")
    for item in g():
        total += item
    [1].append(total)
    raise KeyError(total)


for _ in range(2):
    events.clear()
    sys.setprofile(profiler)
    try:
        work()
    except KeyError:
        pass
    sys.setprofile(None)
    print([e for e in events if e[1] != "<listcomp>"])
