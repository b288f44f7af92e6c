# What a trace function can do: choose its events, change variables, raise, call with tracing on.
import sys

log = []


def function(a):
    b = a + 1
    c = b * 2
    return a, b, c


def inner_cell(a):
    def inner(): return a
    x = 1
    return inner(), x


def change(frame, event, arg):
    if event == "line" and "b" in frame.f_locals and "c" not in frame.f_locals:
        frame.f_locals["b"] = 50
    if event == "line" and "x" in frame.f_locals:
        frame.f_locals["a"] = "cell"
    return change


def no_lines(frame, event, arg):
    frame.f_trace_lines, frame.f_trace_opcodes = False, True
    log.append(event)
    return no_lines


def only_calls(frame, event, arg):
    log.append((event, frame.f_code.co_name))


def replaced(frame, event, arg):
    log.append("first " + event)
    return lambda frame, event, arg: log.append("second " + event)


def fails(frame, event, arg):
    if event == "line":
        raise KeyError(frame.f_lineno - frame.f_code.co_firstlineno)
    return fails


def traced(tracer, f, *args):
    log.clear()
    sys.settrace(tracer)
    assert sys.gettrace() is tracer
    try:
        result = f(*args)
    except Exception as e:
        result = repr(e)
    now = sys.gettrace()
    sys.settrace(None)
    return result, now is None


print(traced(change, function, 1), traced(change, inner_cell, 1))
print(traced(no_lines, function, 1), sorted(set(log)), log.count("opcode") > 5)
print(traced(only_calls, function, 1), log[0])
print(traced(replaced, function, 1), log)
print(traced(fails, function, 1))


def outer(frame, event, arg):
    if event == "call" and frame.f_code is function.__code__:
        log.append("outer")
        sys.settrace(only_calls)
        function(0)                            # not traced: a trace function is running
        sys.call_tracing(function, (0,))
    return None


print(traced(outer, function, 2), log[:3])
frame = sys._getframe()
frame.f_trace = only_calls
print(frame.f_trace is only_calls)
del frame.f_trace
print(frame.f_trace, sys.gettrace(), sys.getprofile())
try:
    sys.call_tracing(function, [1])
except TypeError as e:
    print(e)
