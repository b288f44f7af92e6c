class C:
    def __init__(self): yield 1
class D:
    def __bool__(self): yield 1
    def __contains__(self, x): yield x
    def __add__(self, other): yield other
    def __next__(self): yield 5
    def __iter__(self): return self
    def __len__(self): yield 1
    def __repr__(self): yield 1
    def __lt__(self, other): yield other
def check(f):
    try:
        return f()
    except TypeError as e:
        return e
for i in range(100):
    found = [check(f) for f in (
        C, lambda: bool(D()), lambda: "truth" if D() else "", lambda: 3 in D(), lambda: list(D() + 1), lambda: len(D()),
        lambda: repr(D()), lambda: list(D() < 4), lambda: 1 if D() < 4 else 2)]
print(*found, sep="\n")
for item in D():
    print(list(item))
    break
