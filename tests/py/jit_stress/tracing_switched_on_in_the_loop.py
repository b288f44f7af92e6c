import sys
lines = 0
def tracer(frame, event, arg):
    global lines
    if frame.f_code.co_name == "f":
        lines += event == "line"
        return tracer
def g(x): return x * 2
def f(n):
    s = 0
    for i in range(n):
        s += g(i)
        if i == n - 3:
            sys.settrace(tracer)
            sys._getframe().f_trace = tracer
    return s

print(f(500))
sys.settrace(None)
print(lines)
