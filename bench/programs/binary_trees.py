"""Complete binary trees built and counted: allocation and short-lived instances."""
import sys


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(build(depth - 1), build(depth - 1))


def main():
    deepest = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    long_lived = build(deepest)
    total = 0
    for depth in range(4, deepest + 1, 4):
        rounds = 1 << (deepest - depth + 2)
        for _ in range(rounds):
            total += build(depth).count()
        expected = rounds * (2 ** (depth + 1) - 1)
        assert total == expected, (total, expected)
        total = 0
    assert long_lived.count() == 2 ** (deepest + 1) - 1
    print("binary_trees %d: %d" % (deepest, long_lived.count()))


main()
