"""All solutions of the n queens problem: by sets of attacked lines, and by bit masks."""
import sys

KNOWN = {6: 4, 7: 40, 8: 92, 9: 352, 10: 724, 11: 2680, 12: 14200}


def by_sets(n):
    columns, rising, falling = set(), set(), set()
    solutions = []
    placed = []

    def place(row):
        if row == n:
            solutions.append(tuple(placed))
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            placed.append(column)
            place(row + 1)
            placed.pop()
            columns.remove(column)
            rising.remove(row + column)
            falling.remove(row - column)

    place(0)
    return solutions


def by_masks(n):
    full = (1 << n) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        count = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            count += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return count

    return place(0, 0, 0)


def is_solution(placed):
    n = len(placed)
    return (len(set(placed)) == n and len({row + column for row, column in enumerate(placed)}) == n
            and len({row - column for row, column in enumerate(placed)}) == n)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    solutions = by_sets(n)
    assert all(is_solution(placed) for placed in solutions)
    assert len(set(solutions)) == len(solutions) == by_masks(n)
    assert KNOWN.get(n, len(solutions)) == len(solutions)
    more = by_masks(n + 1)
    assert KNOWN.get(n + 1, more) == more
    print("queens %d: %d %d" % (n, len(solutions), more))


main()
