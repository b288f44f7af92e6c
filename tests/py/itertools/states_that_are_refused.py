"""__setstate__ with what is no state."""
import itertools


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


for state in (), [], 0, ([],), (iter([]), []), (iter([1, 2]), iter('x')), (1, 2, 3), (iter([[5]]),):
    chain = itertools.chain([7])
    attempt(lambda: chain.__setstate__(state))
    attempt(lambda: list(chain))
for state in (), [], ([1, 2], []), ([1, 2], 1), ([1, 2], True), (5, 0), ([1, 2], 1.5):
    cycle = itertools.cycle('abc')
    attempt(lambda: cycle.__setstate__(state))
    attempt(lambda: [next(cycle) for _ in range(5)])
