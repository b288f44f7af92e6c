class M(type):
    def __instancecheck__(cls, o): return "yes" if o == 1 else ""
    def __subclasscheck__(cls, c): return c is int
class A(metaclass=M): pass
print(isinstance(1, A), isinstance(2, A), issubclass(int, A), issubclass(str, A), isinstance(A.__new__(A), A))
print(isinstance(5, (str, (list, (int,)))), issubclass(bool, (int, str)), isinstance(True, int), isinstance(A, type))
class B:
    @property
    def __class__(self): return int
print(isinstance(B(), int), isinstance(B(), B), type(B()).__name__)
try:
    isinstance(1, (int, 5))
    isinstance(1, (str, 5))
except TypeError as e:
    print(e)
try:
    issubclass(5, int)
except TypeError as e:
    print(e)
