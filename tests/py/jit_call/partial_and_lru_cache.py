# trace: compiled>=1
import functools
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100))
add5 = functools.partial(lambda a, b, c=0: a + b + c, 5)
s = 0
for i in range(400):
    s += add5(i) + add5(i, c=1)
print(s, functools.reduce(lambda a, b: a * 3 % 1009 + b, range(500)))
