class A:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v if isinstance(o, A) else NotImplemented
    def __lt__(s, o): return s.v < o.v if isinstance(o, A) else NotImplemented
a, b = A(1), A(2)
print(a == A(1), a != b, a < b, a > b, a == 5, a != 5, A.__hash__)
for f in (lambda: a < 5, lambda: a <= b, lambda: hash(a), lambda: {a}, lambda: 5 > a):
    try:
        print(f())
    except TypeError as e:
        print(e)
class B(A):
    __hash__ = object.__hash__
class C:
    def __hash__(s): return -1
class D(A):
    def __hash__(s): return 2**70
print(isinstance(hash(B(1)), int), hash(C()), hash(D(1)) == hash(2**70))
class R:
    def __gt__(s, o): return "gt"
    def __ge__(s, o): return "ge"
print(5 < R(), 5 <= R())
class Sub(A):
    def __eq__(s, o): return "sub eq"
    __hash__ = None
print(A(1) == Sub(1), Sub(1) == A(1), A(1) != Sub(1))
