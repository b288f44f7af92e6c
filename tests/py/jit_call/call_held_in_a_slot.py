# trace: compiled>=1
# A call of an object whose class has a slot named __call__ is a call of what the object holds there.
class Held:
    __slots__ = ('__call__',)

    def __init__(self, function):
        self.__call__ = function


class Counter:
    def __init__(self):
        self.count = 0

    def __call__(self, *args, **kwargs):
        self.count += len(args)
        return self.count

    def add(self, a, b=10):
        self.count += a + b
        return self.count


def plus(a, b):
    return a + b


def times(a, b):
    return a * b


def run(f, args, n):
    total = 0
    for i in range(n):
        if i == n // 2 and type(f) is Held:
            f.__call__ = times
        total += f(*args)
    return total


print(run(Held(plus), (3, 4), 300))
print(run(Held(lambda *args: len(args)), (3, 4), 300))
print(run(Counter(), (3, 4), 300))
print(run(Counter().add, (3,), 300))
print(run(Held(Counter().add), (3, 4), 300))
print(run(Held(max), (3, 4), 300))
for wrong in (Held(plus), Counter().add):
    try:
        run(wrong, (1, 2, 3), 300)
    except TypeError as error:
        print(error)
empty = Held.__new__(Held)
try:
    empty(1)
except (TypeError, AttributeError) as error:
    print(type(error).__name__)


def deep(n):
    return 0 if n == 0 else 1 + held(*(n - 1,))


held = Held(deep)
print(deep(200))
