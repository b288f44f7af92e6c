# timeout: 60
import sys
sys.setrecursionlimit(100000)
def f(n): return 0 if n == 0 else 1 + f(n - 1)
print(f(9000))
def g(n):
    if n == 0:
        raise KeyError("bottom")
    g(n - 1)
try:
    g(5000)
except KeyError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print(n)
