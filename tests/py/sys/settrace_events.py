import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name in ("f", "g"):
        events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer
def g(x):
    return x + 1
def f():
    s = 0
    for i in range(2):
        s += g(i)
    return s
sys.settrace(tracer)
f()
sys.settrace(None)
for e in events: print(*e)
