"""Points of a square grid that stay bounded under z*z + c: a float loop with an early exit."""
import sys


def inside(n, limit):
    count = 0
    for row in range(n):
        ci = 2.0 * row / n - 1.0
        for column in range(n):
            cr = 2.0 * column / n - 1.5
            zr = zi = zr2 = zi2 = 0.0
            steps = 0
            while steps < limit and zr2 + zi2 <= 4.0:
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
                zr2 = zr * zr
                zi2 = zi * zi
                steps += 1
            if steps == limit:
                count += 1
    return count


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    count = inside(n, 50)
    area = 4.0 * count / (n * n)
    assert n < 100 or 1.5 < area < 1.65, area
    print("mandelbrot %d: %d" % (n, count))


main()
