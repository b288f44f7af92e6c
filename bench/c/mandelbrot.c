// The algorithm of bench/programs/mandelbrot.py.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  long n = argc > 1 ? atol(argv[1]) : 600, count = 0;
  const int limit = 50;
  for (long row = 0; row < n; row++) {
    double ci = 2.0 * row / n - 1.0;
    for (long column = 0; column < n; column++) {
      double cr = 2.0 * column / n - 1.5, zr = 0, zi = 0, zr2 = 0, zi2 = 0;
      int steps = 0;
      while (steps < limit && zr2 + zi2 <= 4.0) {
        zi = 2.0 * zr * zi + ci;
        zr = zr2 - zi2 + cr;
        zr2 = zr * zr;
        zi2 = zi * zi;
        steps++;
      }
      count += steps == limit;
    }
  }
  printf("mandelbrot %ld: %ld\n", n, count);
}
