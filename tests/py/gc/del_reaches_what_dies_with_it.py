# __del__ and generators that are closed use functions, classes and generators that die in the same cycle.
import gc
import weakref

SOURCE = """
def add(a, b=2):
    try:
        return [x + b for x in range(a)]
    except IndexError:
        return None

class Point:
    def __init__(self, x): self.x = x
    def double(self): return Point(self.x * 2)

def count(n):
    for i in range(n): yield i

def suspended(owner):
    try:
        yield
    finally:
        seen.add(("closed", str(owner.use())))
"""
seen = set()


class Holder:
    pass


holder = Holder()


class Owner:
    def __init__(self):
        self.parts = {"seen": seen}
        exec(SOURCE, self.parts)
        self.me = self
        self.parts["owner"] = self
        self.class_ref = weakref.ref(self.parts["Point"])
        self.holder_ref = weakref.ref(holder)
        self.generator = self.parts["suspended"](self)
        next(self.generator)

    def use(self):
        parts = self.parts
        return tuple(parts["add"](3)), parts["Point"](4).double().x, list(parts["count"](2))

    def __del__(self):
        seen.add(("deleted", str(self.use()), self.holder_ref() in (None, holder)))


for i in range(40):
    Owner()
    gc.collect()
for item in sorted(seen):
    print(item)
