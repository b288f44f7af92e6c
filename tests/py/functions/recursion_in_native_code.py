# builds: optimised
import sys
a = []
for _ in range(100000):
    a = [a]
try:
    repr(a)
except RecursionError as e:
    print(str(e)[:32])
b = c = None
for _ in range(100000):
    b = (b,)
    c = (c,)
try:
    b == c
except RecursionError as e:
    print(str(e)[:32])
try:
    hash(b)
except RecursionError as e:
    print(str(e)[:32])
class R:
    def __repr__(self): return repr(self)
    def __getattr__(self, n): return getattr(self, n + "x")
    def __eq__(self, o): return self == o
    def __bool__(self): return not self
    def __call__(self): return self()
    def __iter__(self): return iter(self)
for f in (lambda: repr(R()), lambda: R().x, lambda: R() == 1, lambda: bool(R()), lambda: R()(), lambda: iter(R())):
    try:
        f()
    except RecursionError as e:
        print("RecursionError")
while a: a = a[0]
