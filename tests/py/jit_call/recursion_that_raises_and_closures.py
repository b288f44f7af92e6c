# trace: compiled>=1
import sys, traceback
def walk(n, limit):
    if n == limit:
        raise KeyError(n)
    try:
        return walk(n + 1, limit) + 1
    finally:
        log.append(n)

log = []
for i in range(40):
    try:
        walk(0, i % 12)
    except KeyError as e:
        log.append(str(e))
print(len(log), log[-20:])

def make(k):
    def f(n):
        return k if n == 0 else f(n - 1) + k
    return f
print([make(k)(20) for k in range(30)], make("a")(5), make(0.5)(7))

def frames(n):
    if n == 0:
        return len(traceback.extract_stack()), sys._getframe(3).f_locals["n"]
    return frames(n - 1)
print([frames(i)[0] - frames(i - 1)[0] for i in range(4, 40)], frames(30)[1])

def changing(n):
    global step
    if n == 0:
        step = (lambda m: m - 2) if step is one else one
        return 0
    return 1 + changing(max(0, step(n)))
one = lambda m: m - 1
step = one
print([changing(40) for _ in range(12)])

class Box:
    def __init__(self, depth):
        self.inner = Box(depth - 1) if depth else None
        if depth == 77: return 5
    def size(self, unit=1): return unit + (self.inner.size(unit=unit) if self.inner else 0)
print([Box(d).size() for d in range(40)], Box(30).size(2.5))
try:
    Box(80)
except TypeError as e:
    print(e)
