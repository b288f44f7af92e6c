"""Numbers and text to strings and back: % formatting, f-strings, str.format, repr of floats, parsing."""
import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"

    def __format__(self, spec):
        return f"<{self.x:{spec}}|{self.y:{spec}}>"


def rows(count):
    for i in range(count):
        x = i * 1.37 - 100
        yield f"{i:>6d} {x:10.3f} {x:<12.4e}|{'name%d' % i:^12}|{i % 256:#04x} {i % 64:06b}"


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 250000
    length = 0
    for line in rows(count):
        length += len(line)
    assert length >= 50 * count

    total = 0
    for i in range(count):
        text = "%d,%s,%5.2f" % (i, "abc", i / 8)
        first, name, last = text.split(",")
        total += int(first)
        assert name == "abc" and abs(float(last) - i / 8) <= 0.00501
    assert total == count * (count - 1) // 2

    for i in range(count // 2):
        value = i / 7
        assert float(repr(value)) == value

    size = 0
    for i in range(count // 4):
        point = Point(i, i + 0.5)
        size += len(repr(point)) + len(f"{point:.2f}") + len("{0:.1f} {0!r}".format(point))
    assert repr(Point(1, 2.5)) == "Point(1, 2.5)" and f"{Point(1, 2.5):.2f}" == "<1.00|2.50>"

    table = "\n".join("{:<8}|{:>8,}|{:+.1%}".format("r%d" % i, i * 12345, i / 1000) for i in range(count // 4))
    assert table.count("\n") == count // 4 - 1 and "r9      | 111,105|+0.9%" in table
    print("formatting %d: %d %d" % (count, length, size))


main()
