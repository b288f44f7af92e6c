"""Closures over changing variables, function factories, partial application, memoising decorators, callbacks."""
import sys


def counter(step):
    value = 0

    def advance():
        nonlocal value
        value += step
        return value

    return advance


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x
    return composed


def adder(n):
    return lambda x: x + n


def scaler(n, modulus=1000003):
    return lambda x: x * n % modulus


def memoise(function):
    cache = {}

    def remembered(*args):
        if args in cache:
            return cache[args]
        result = cache[args] = function(*args)
        return result

    return remembered


def accumulator(start=0):
    total = start
    calls = 0

    def add(amount, *, twice=False):
        nonlocal total, calls
        calls += 1
        total += amount * 2 if twice else amount
        return total

    def report():
        return total, calls

    return add, report


def fold(function, items, start):
    for item in items:
        start = function(start, item)
    return start


@memoise
def paths(rows, columns):
    if rows == 0 or columns == 0:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000000
    advance = counter(3)
    for _ in range(count):
        last = advance()
    assert last == 3 * count

    pipeline = compose(adder(7), scaler(31), adder(-2), scaler(17))
    x = 1
    for _ in range(count // 4):
        x = pipeline(x)
    assert 0 <= x < 1000003

    makers = [adder(i) for i in range(100)]
    total = 0
    for _ in range(count // 200):
        for function in makers:
            total = function(total) & 0xFFFFF
    assert total <= 0xFFFFF

    add, report = accumulator()
    for i in range(count // 2):
        add(i, twice=i % 2 == 0)
    half = count // 2
    assert report() == (sum(i * (2 - i % 2) for i in range(half)), half)

    threshold = 10
    folded = fold(lambda a, b: a + b if b > threshold else a, range(count // 2), 0)
    assert folded == sum(range(count // 2)) - 55
    assert paths(16, 16) == 601080390
    print("closures %d: %d %d" % (count, x, total))


main()
