from numba import jit
import warnings
warnings.simplefilter("ignore")
@jit(forceobj=True)
def f(d): return {k: v + 1 for k, v in d.items()}
@jit(forceobj=True)
def g(s): return s.upper() + "!"
print(f({"a": 1}), g("x"))
