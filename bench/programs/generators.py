"""Generators chained into pipelines, recursive generators with yield from, send(), and itertools."""
import itertools
import sys


def naturals(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def keep(predicate, items):
    for item in items:
        if predicate(item):
            yield item


def squares(items):
    for item in items:
        yield item * item


def pairs(items):
    previous = None
    for item in items:
        if previous is not None:
            yield previous, item
        previous = item


def running_mean():
    total = 0.0
    count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def balanced(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(middle, balanced(low, middle), balanced(middle + 1, high))


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [items[i]] + rest


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000000
    total = 0
    for a, b in pairs(squares(keep(lambda n: n % 3 != 0, naturals(count)))):
        total += b - a
    last = count - 1
    while last % 3 == 0:
        last -= 1
    assert total == last * last - 1

    mean = running_mean()
    next(mean)
    for value in range(count // 2):
        result = mean.send(value)
    assert abs(result - (count // 2 - 1) / 2) < 1e-6

    size = count // 20
    tree = balanced(0, size)
    assert sum(tree) == size * (size - 1) // 2

    found = sum(1 for order in permutations([1, 2, 3, 4, 5, 6, 7]) if order[0] < order[-1])
    assert found == 2520

    chained = itertools.chain(naturals(size), itertools.islice(itertools.count(5), size))
    assert sum(chained) == size * (size - 1) + 5 * size
    assert sum(x * y for x, y in zip(naturals(size), naturals(size))) == (size - 1) * size * (2 * size - 1) // 6
    print("generators %d: %d" % (count, total))


main()
