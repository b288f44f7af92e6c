# Iterators of itertools go on after copying and pickling, from whatever state they are in.
import copy
import operator
import pickle
from itertools import *


def advance(x, n):
    for _ in range(n):
        next(x, None)
    return x


makers = [
    lambda: product("ab", "cd"), lambda: product("ab", repeat=2), lambda: product("ab", ""), lambda: combinations("abcd", 2),
    lambda: combinations("ab", 3), lambda: combinations_with_replacement("abc", 2), lambda: permutations("abc", 2),
    lambda: permutations(range(3)), lambda: zip_longest("abc", "d", fillvalue=5), lambda: islice(list(range(9)), 1, 6, 2),
    lambda: islice(list(range(9)), 4), lambda: islice(list(range(9)), 2, None), lambda: accumulate([1, 2, 3, 4]),
    lambda: accumulate([1, 2, 3], operator.mul, initial=3), lambda: accumulate([None, 1, 2], max_of), lambda: islice(cycle([1, 2, 3]), 8),
    lambda: dropwhile(bool, [1, 0, 2, 0, 3]), lambda: takewhile(bool, [1, 2, 0, 3]), lambda: filterfalse(None, [1, 0, 2, 0]),
    lambda: starmap(pow, [(1, 2), (2, 3), (3, 2)]), lambda: compress([1, 2, 3, 4], [0, 1, 1, 0]), lambda: count(3, 2), lambda: repeat(3, 4),
    lambda: chain([1, 2], (3, 4)), lambda: ((k, list(g)) for k, g in ()),
]


def max_of(a, b):
    return a


def rest(x):
    return list(islice(x, 12))


for make in makers[:-1]:
    for n in (0, 1, 2, 3, 20):
        expected = rest(advance(make(), n))
        x = advance(make(), n)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            got = rest(pickle.loads(pickle.dumps(x, protocol)))
            if got != expected:
                print(type(x).__name__, n, protocol, got, expected)
        if rest(copy.deepcopy(x)) != expected:
            print(type(x).__name__, n, "deepcopy")
        print(type(x).__name__, n, rest(copy.copy(x)) == expected)

g = groupby([1, 1, 2, 2, 2, 3])
key, group = next(g)
next(group)
again = pickle.loads(pickle.dumps(g))
print([(k, list(v)) for k, v in again])
parent, group2 = pickle.loads(pickle.dumps((g, group)))
print(list(group2), [(k, list(v)) for k, v in parent])

for x, states in ((product("ab", "cd"), (None, (1,), ("a", "b"), (9, 9), (-5, -5))), (combinations("abc", 2), ((9, 9), (1, 2, 3))),
                  (permutations("abc", 2), (5, (1,), (1, 2), ((0, 1), (2, 1)), ((5, -1, 1), (9, -3)))),
                  (cycle("ab"), (5, (1,), (1, 2), (["x"], 1))), (islice("abc", 2), (None, 5)), (groupby("ab"), (None, (1, 2)))):
    for state in states:
        try:
            x.__setstate__(state)
            print(type(x).__name__, state, rest(x))
        except (TypeError, ValueError) as e:
            print(type(x).__name__, state, type(e).__name__, e)
