from numba import njit, jit
import numba
for opts in ({"bogus": True}, {"nopython": True, "forceobj": True}):
    try:
        print(jit(**opts)(lambda x: x)(1))
    except Exception as e:
        print(type(e).__name__, str(e).splitlines()[0])
@njit(error_model="numpy")
def d(a, b): return a / b
@njit
def e(a, b): return a / b
print(d(1.0, 0.0))
try: e(1.0, 0.0)
except ZeroDivisionError as x: print("ZeroDivisionError", x)
print(numba.get_num_threads() > 0, numba.__version__, numba.float64, numba.int64, numba.float64[:], numba.types.Array(numba.float64, 1, "C"), numba.typeof(1), numba.typeof(1.5), numba.boolean)
