"""Keeps N instances with three attributes alive: the peak memory for N against that for 0 is what they cost."""
import sys


class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def main():
    count = int(sys.argv[1])
    kept = [None] * 1000000
    for i in range(count):
        kept[i] = Point(i, i, i)
    assert count == 0 or kept[count - 1].z == count - 1


main()
