# trace: compiled>=1
class A:
    kind = "a"

    def __init__(self):
        super().__init__()
        self.path = ["A"]

    def f(self, x):
        return x + 1

    @property
    def size(self):
        return 10

    @classmethod
    def name(cls):
        return cls.__name__

    @staticmethod
    def twice(x):
        return 2 * x

class B(A):
    kind = "b"

    def __init__(self):
        super().__init__()
        self.path.append("B")

    def f(self, x):
        return super().f(x) * 2 + super().size

class C(A):
    def __init__(self):
        super().__init__()
        self.path.append("C")

    def f(self, x):
        return super(C, self).f(x) - len(super().kind)

    @classmethod
    def name(cls):
        return "C" + super().name()

class D(B, C):
    def __init__(self):
        super().__init__()
        self.path.append(super().name())

    def f(self, x):
        self = self
        return super().f(x) + super().twice(3) + sum([super(D, self).f(y) for y in (x, 1)])

    def captured(self, x):
        def inner():
            return super(D, self).f(x)
        return inner() + super().f(x)

def run(n):
    total = 0
    for i in range(n):
        for cls in (A, B, C, D):
            o = cls()
            total += o.f(i) + len(o.path)
        total += o.captured(i)
    return total, o.path, o.name()

print(run(200))
old = A.f
A.f = lambda self, x: old(self, x) + 1000
print(run(100)[0])
B.__bases__ = (C,)
print([c.__name__ for c in D.__mro__] if "D" in globals() else None)
print(run(100)[0])

class Bad:
    def f(self):
        return super().nope

errors = set()
for i in range(150):
    try:
        Bad().f()
    except AttributeError as e:
        errors.add(str(e))
print(errors)
