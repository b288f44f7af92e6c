# Scalars with Python ints of every size, both ways round: ints that no integer type holds count as Python objects.
import operator
import warnings

import numpy as np

warnings.simplefilter('ignore')
scalars = [np.bool_(True), np.int8(-7), np.uint8(200), np.int32(-5), np.int64(2**62), np.uint64(2**63 + 5), np.float32(2.5),
           np.float64(-3.5), np.complex128(2 - 1j)]
ints = [3, 2**40, 2**63 - 1, 2**64, -2**63 - 1, 5 << 62]
operators = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'divmod', 'pow', 'lshift', 'rshift', 'and_', 'xor', 'lt', 'eq', 'ne',
             'ge']


def text(x):
    if isinstance(x, tuple):
        return '(%s)' % ', '.join(map(text, x))
    return '%s %r' % (type(x).__name__, x)


def outcome(f, a, b):
    try:
        return text(f(a, b))
    except (TypeError, ValueError, OverflowError) as error:
        return '%s: %s' % (type(error).__name__, str(error)[:60])


for name in operators:
    f = divmod if name == 'divmod' else getattr(operator, name)
    for s in scalars:
        small = name in ('pow', 'lshift')
        left = [outcome(f, s, i) for i in ints[:1 if small else None]]
        right = [outcome(f, i, s) for i in ints if not small or s in (True, -7)]
        print(name, text(s), *left, *right, sep=' | ')
for f in (np.add, np.multiply, np.less):
    print(text(f(np.int16(3), 2**70)), text(f(2**70, 2)))
