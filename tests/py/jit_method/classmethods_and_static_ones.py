# trace: compiled>=1
class Shape:
    unit = 3

    def __init__(self, n):
        self.n = n

    @classmethod
    def make(cls, n):
        return cls(n * cls.unit)

    @staticmethod
    def twice(x):
        return x * 2

    @classmethod
    def name(cls):
        return cls.__name__


class Square(Shape):
    unit = 5


total, names = 0, set()
for i in range(300):
    shape = Square if i % 3 == 0 else Shape
    total += shape.make(i).n + Shape.make(i).make(2).n + Square.twice(i) + Square(i).twice(1)
    maker = Shape(i).make
    total += maker(1).n
    names.add(shape.name())
    if i == 200:
        Shape.make = classmethod(lambda cls, n: cls(n - 1))
print(total, sorted(names))
