import sys
def f(n): return 0 if n == 0 else 1 + f(n - 1)
print(f(500))
def inf(): return inf()
try:
    inf()
except RecursionError as e:
    print(type(e).__name__, str(e))
old = sys.getrecursionlimit()
print(old)
sys.setrecursionlimit(200)
depth = 0
def count():
    global depth
    depth += 1
    count()
try:
    count()
except RecursionError:
    print(100 < depth <= 200)
sys.setrecursionlimit(old)
for bad in (0, -1, "a"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(e)
