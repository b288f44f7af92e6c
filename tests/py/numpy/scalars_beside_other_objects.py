# What is no number and no sequence is an object to NumPy: its own methods see Python's numbers. Strings are refused.
import operator
import warnings

import numpy as np

warnings.simplefilter("ignore")
OPERATIONS = [operator.add, operator.sub, operator.truediv, operator.floordiv, operator.mod, operator.pow, operator.and_,
              operator.lshift, operator.lt, operator.ge, operator.eq, operator.ne, divmod]


class Quantity:
    def __radd__(self, other): return "radd", type(other).__name__, other
    def __sub__(self, other): return "sub", type(other).__name__
    def __gt__(self, other): return "greater" + type(other).__name__


class Deferred:
    __array_ufunc__ = None
    def __radd__(self, other): return "radd", type(other).__name__, other


for scalar in (np.float64(1.5), np.int64(2), np.bool_(True), np.complex128(2)):
    for other in ("ab", None, {}, len, {1}):
        for operation in OPERATIONS:
            for left, right in ((scalar, other), (other, scalar)):
                try:
                    print(operation.__name__, repr(operation(left, right)))
                except TypeError as e:
                    print(operation.__name__, type(e).__name__, e)
    print(scalar + Quantity(), Quantity() - scalar, scalar < Quantity(), Quantity() > scalar, scalar + Deferred())
