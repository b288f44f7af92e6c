# Operators of arrays and NumPy's numbers make arrays of sequences, buffers and what has __array__; leave operations to
# classes that ask for it; and compare with anything else as Python's numbers do.
import numpy as np
from fractions import Fraction


def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r))
    except Exception as e:
        print(type(e).__name__, e)


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10

    def __radd__(self, other):
        return "radd"


class Arr:
    def __array__(self, dtype=None):
        return np.array([1.5, 2.5, 0.5])


class Deferred(Seq):
    __array_ufunc__ = None

    def __radd__(self, other):
        return "mine"

    def __eq__(self, other):
        return "eq"


class Odd:
    def __eq__(self, other):
        return isinstance(other, int) and other % 2 == 1

    def __lt__(self, other):
        return other == 0

    def __gt__(self, other):
        return other == 1

    __hash__ = None


for v in (np.arange(3), np.float64(2.0), np.int64(1)):
    for o in (range(3), memoryview(b"abc"), Seq(), Arr(), Deferred(), Odd(), None, {1}, Fraction(1, 2)):
        print(type(v).__name__, type(o).__name__)
        if isinstance(o, (range, memoryview, Seq, Arr)):
            show(lambda: v + o)
            if not isinstance(o, Deferred):
                show(lambda: o + v)
                show(lambda: divmod(v + 1, o))
        show(lambda: v == o)
        show(lambda: v != o)
        show(lambda: v < o)

print(np.array(bytearray(b"ab")), np.arange(3) == np.array({1: 2}.get(1)))
for text in ("ab", b"ab", b""):
    show(lambda: np.float64(1) - text)
    show(lambda: text >= np.int64(1))
    show(lambda: np.arange(2) * text)
    show(lambda: np.sqrt(text))

# Hot: one array after the other is compared with an object, and numbers meet ranges.
total = 0
for i in range(300):
    total += int(np.sum(np.arange(3) == Odd())) + int((np.int64(i) + range(2))[1])
print(total)
