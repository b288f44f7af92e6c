# trace: compiled>=1
from collections import namedtuple
from typing import NamedTuple

Point = namedtuple('Point', 'x y z')

class Pair(NamedTuple):
    left: int
    right: float = 0.5

class Tagged(Point):
    @property
    def norm(self):
        return self.x * self.x + self.y * self.y

def total(points):
    result = 0
    for p in points:
        result += p.x * p.y - p.z
    return result

print(total([Point(i, i + 1, 2) for i in range(300)]))
print(total([Tagged(i, i % 7, -i) for i in range(300)]))
print(sum(t.norm for t in [Tagged(i, i % 7, -i) for i in range(300)]))
print(sum(p.left * p.right for p in [Pair(i) for i in range(300)]))
print(total([Point(i, 1.5, 2) if i % 50 else Tagged(i, 2, 10 ** 20) for i in range(300)]))

# A tuple that is too short, one whose fields are other objects, classes and other receivers.
short = [tuple.__new__(Point, (1, 2, 3)[:i % 4]) for i in range(200)]
errors = 0
for p in short:
    try:
        p.z
    except IndexError as error:
        errors += 1
        text = str(error)
print(errors, text)
for bad in lambda: setattr(short[3], 'x', 1), lambda: delattr(short[3], 'x'), lambda: Point.x.__get__([1], list):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
print(Point.x is Point.__dict__['x'], Point.x.__get__((7, 8)), Point.y.__get__(Tagged(1, 2, 3), Tagged))
Point.x = 5
print(total([Point(i, 1, 2) for i in range(100)]), Point(1, 2, 3).x)
Shown = type('Shown', (Point,), {'y': property(lambda self: self[1] * 10)})
print(total([Shown(i, 1, 2) for i in range(100)]))
