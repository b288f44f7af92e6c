import itertools
n = itertools.count()
print(list(iter(lambda: next(n), 5)), list(iter([1, 2, 3].pop, 1)))
it = iter(lambda: 1, 1)
print(next(it, "end"), next(it, "end"), iter(it) is it)
try: iter(5, 1)
except TypeError as e: print(e)
def boom(): raise StopIteration
print(list(iter(boom, None)))
