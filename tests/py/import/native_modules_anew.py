"""Native modules that are imported again after they have gone from sys.modules keep their types."""
import sys
import collections
import itertools
import math

d = collections.deque([1, 2])
counter = itertools.count(5)
for name in '_collections', 'collections', 'math', 'itertools', 'functools', '_functools', '_weakref', 'errno', '_operator', 'array':
    sys.modules.pop(name, None)
first = math
import collections, math, itertools, functools, errno
print(isinstance(d, collections.deque), d == collections.deque([1, 2]), d + collections.deque([3]))
print(math is first, math.pi == first.pi, math.__name__, type(counter) is itertools.count, functools.reduce(max, [1, 3, 2]))
first.pi = 3
print(math.pi > 3, errno.ENOENT)
