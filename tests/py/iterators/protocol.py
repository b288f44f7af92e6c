class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Count(3)), sum(Count(4)), max(Count(5)), 2 in Count(5), tuple(zip(Count(2), "ab")), [*Count(2)], dict(zip(Count(2), Count(2))))
a, b, c = Count(3)
print(a, b, c, next(Count(0), "default"), sorted(Count(4)))
class NotIter:
    def __iter__(self): return 5
class Plain: pass
class NoNext:
    def __iter__(self): return Plain()
for f in (lambda: iter(NotIter()), lambda: list(NoNext()), lambda: next(5), lambda: iter(Plain()), lambda: [*Plain()], lambda: next(iter([]))):
    try: f()
    except (TypeError, StopIteration) as e: print(type(e).__name__, e)
