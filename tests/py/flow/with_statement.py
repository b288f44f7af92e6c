class C:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self):
        print("enter", self.n)
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        return self.swallow
with C(1) as a, C(2) as (b): print(a, b)
with (C(3) as c, C(4),): print(c)
with (C(5)): pass
with C(6, True): raise KeyError("k")
try:
    with C(7), C(8): raise ValueError("v")
except ValueError as e:
    print("caught", e)
def f():
    with C(9): return "ret"
print(f())
for i in range(2):
    with C(10 + i): continue
try:
    with 5: pass
except TypeError as e:
    print(e)
class NoExit:
    def __enter__(self): pass
try:
    with NoExit(): pass
except TypeError as e:
    print(e)
class BadExit(C):
    def __exit__(self, *a): raise RuntimeError("in exit")
try:
    with BadExit(1): raise KeyError("body")
except RuntimeError as e:
    print(repr(e), repr(e.__context__))
