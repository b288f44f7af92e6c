class A: pass
a = A()
a.__len__ = lambda: 5
a.__call__ = lambda: 1
a.__add__ = lambda o: o
a.__iter__ = lambda: iter([])
for f in (lambda: len(a), lambda: a(), lambda: a + 1, lambda: iter(a), lambda: bool(a)):
    try:
        print(f())
    except TypeError as e:
        print(e)
class M(type):
    def __len__(cls): return 7
    def __getitem__(cls, k): return k
    def __iter__(cls): return iter("meta")
    def __contains__(cls, x): return True
class B(metaclass=M): pass
print(len(B), B[3], list(B), 5 in B)
