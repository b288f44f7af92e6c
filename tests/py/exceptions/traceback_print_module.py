import traceback, sys
def f(n): return 1 / n
def g():
    try: f(0)
    except ZeroDivisionError as e: raise RuntimeError("outer") from e
try: g()
except RuntimeError:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exc(limit=1).splitlines()[-1])
print([f.name for f in traceback.extract_stack()])
