# What the conversions of numbers deprecate, and NotImplemented as a truth value.
import operator
import warnings
from array import array


class MyInt(int):
    pass


class MyFloat(float):
    pass


class AsInt:
    def __int__(self):
        return MyInt(2)


class AsIndex:
    def __index__(self):
        return True


class AsTrunc:
    def __trunc__(self):
        return MyInt(3)


class AsFloat:
    def __float__(self):
        return MyFloat(2.5)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for f in (lambda: int(AsInt()), lambda: int(AsIndex()), lambda: int(AsTrunc()), lambda: operator.index(AsIndex()),
              lambda: [1, 2][AsIndex()], lambda: float(AsFloat()), lambda: complex(AsFloat()), lambda: bool(NotImplemented),
              lambda: not NotImplemented, lambda: 5 if NotImplemented else 6, lambda: NotImplemented and 7):
        r = f()
        print(r, type(r).__name__, [str(w.message) for w in caught])
        caught.clear()

    def loop(n):
        true = 0
        for i in range(n):
            if NotImplemented:
                true += 1
        return true

    warnings.simplefilter("ignore")
    print(loop(100))
    warnings.simplefilter("error")
    try:
        loop(100)
    except DeprecationWarning as e:
        print(e)
print(int(array("B", b"12")), int(memoryview(b"34")), int(bytearray(b" 5 ")))
