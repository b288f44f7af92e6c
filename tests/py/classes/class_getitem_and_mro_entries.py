class A:
    def __class_getitem__(cls, k): return cls.__name__, k
print(A[int], A[1, 2])
class B:
    def __mro_entries__(self, bases): return (A,)
class C(B()): pass
print(C.__mro__[1].__name__, len(C.__orig_bases__), C[3])
try:
    int[1]
except TypeError as e:
    print(e)
try:
    class D(5): pass
except TypeError as e:
    print(e)
print(list[int], dict[str, int], tuple[int, ...], type(list[int]).__name__, list[int].__origin__, list[int].__args__, list[int]((1,)))
print(int | str, (int | None) == (None | int), isinstance(5, int | str), type(int | str).__name__)
