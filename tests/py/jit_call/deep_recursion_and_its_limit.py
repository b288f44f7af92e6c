# trace: compiled>=2
# modes: off,on,threshold1,failguard,evaluate
# builds: optimised
import sys
sys.setrecursionlimit(100000)
def ok(n):
    return 0 if n == 0 else 1 + ok(n - 1)
print(ok(90000))
for i in range(300): ok(20)
print(ok(90000), ok(99900))
try:
    ok(100001)
except RecursionError as e: print(e)
def d(n):
    global m
    m = n
    return d(n + 1)
sys.setrecursionlimit(1000)
for i in range(300):
    try: d(0)
    except RecursionError as e: pass
print(m)
class T:
    def __init__(self, d):
        self.k = T(d - 1) if d else None
    def depth(self):
        return 1 + (self.k.depth() if self.k else 0)
for i in range(40): T(30).depth()
sys.setrecursionlimit(100000)
print(T(5000).depth())
