class C:
    def __len__(s): return 3
    def __getitem__(s, i):
        print("get", i)
        if isinstance(i, int) and i >= 3: raise IndexError
        return i
    def __setitem__(s, i, v): print("set", i, v)
    def __delitem__(s, i): print("del", i)
    def __contains__(s, v): return v == 42
    def __reversed__(s): return iter("rev")
c = C()
print(list(c), 42 in c, 1 in c, list(reversed(c)))
c[1] = 2
del c[5]
c[1:2]
class D:
    def __getitem__(s, i):
        if i > 2: raise IndexError
        return i * 10
    def __len__(s): return 3
print(10 in D(), 11 in D(), list(reversed(D())), max(D()), tuple(D()))
class E:
    __contains__ = None
    __iter__ = None
    __reversed__ = None
for f in (lambda: 1 in E(), lambda: iter(E()), lambda: reversed(E())):
    try:
        f()
    except TypeError as e:
        print(e)
class H:
    def __length_hint__(s): return 5
    def __iter__(s): return iter([1])
import operator
print(operator.length_hint(H()), list(H()))
