x = 1
print(globals()["x"], locals() is globals(), sorted(k for k in vars() if not k.startswith("__")))
globals()["made"] = 5
print(made)
def f(a):
    b = 2
    return locals()
print(f(1))
class C:
    y = 1
    print(sorted(k for k in locals() if not k.startswith("__")), dir()[-1])
print(__name__, __builtins__ is not None, __doc__, __spec__ is None)
del globals()["made"]
try: made
except NameError as e: print(e)
def g():
    return sorted(dir())
print(g())
import builtins
builtins.injected = 42
print(injected)
del builtins.injected
