"""Conway's game of life on an unbounded plane: a set of live cells as tuples, neighbours counted in a dict."""
import sys

OFFSETS = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
GLIDER = [(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)]
R_PENTOMINO = [(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)]


def step(live):
    neighbours = {}
    for x, y in live:
        for dx, dy in OFFSETS:
            cell = (x + dx, y + dy)
            neighbours[cell] = neighbours.get(cell, 0) + 1
    return {cell for cell, count in neighbours.items() if count == 3 or (count == 2 and cell in live)}


def main():
    generations = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    glider = set(GLIDER)
    for _ in range(4 * 25):
        glider = step(glider)
    assert glider == {(x + 25, y + 25) for x, y in GLIDER}
    live = set(R_PENTOMINO)
    largest = 0
    for generation in range(generations):
        live = step(live)
        if len(live) > largest:
            largest = len(live)
    if generations >= 1103:
        assert len(live) == 116, len(live)
    print("life %d: %d %d" % (generations, len(live), largest))


main()
