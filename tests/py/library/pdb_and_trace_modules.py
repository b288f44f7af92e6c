# A scripted session of pdb, breakpoint(), and the line counts of trace.
import io
import pdb
import sys
import trace


def add(a, b):
    total = a
    for i in range(b):
        total += 1
    return total


def debugged():
    x = add(1, 2)
    y = x * 2
    return x, y


def session(commands):
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("\n".join(commands) + "\n"), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    result = debugger.runcall(debugged)
    print(out.getvalue().replace(__file__, "FILE"), result)


session(["s", "s", "p a, b", "n", "n", "w", "!total = 40", "r", "p total", "n", "n", "p x", "x = 7", "c"])
session(["b add", "c", "args", "tbreak 13", "c", "p i, total", "cl 1", "u", "p 'up'", "c"])

counts = trace.Trace(trace=False, count=True, ignoredirs=[sys.prefix])
counts.runfunc(debugged)
print(sorted((line, n) for (file, line), n in counts.results().counts.items() if file == __file__))

sys.breakpointhook = lambda *args, **kwargs: print("hook", args, kwargs)
breakpoint(1, a=2)
print(sys.__breakpointhook__.__name__)
