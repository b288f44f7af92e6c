// The algorithm of bench/programs/matmul.py.
#include <stdio.h>
#include <stdlib.h>

static double *make(long n, long shift) {
  double *matrix = malloc(n * n * sizeof *matrix);
  for (long i = 0; i < n; i++) {
    for (long j = 0; j < n; j++) matrix[i * n + j] = ((i * 7 + j * 3 + shift) % 11) / 4.0 - 1.0;
  }
  return matrix;
}

int main(int argc, char **argv) {
  long n = argc > 1 ? atol(argv[1]) : 280;
  double *a = make(n, 1), *b = make(n, 5), *columns = malloc(n * n * sizeof *columns), *c = malloc(n * n * sizeof *c);
  for (long j = 0; j < n; j++) {
    for (long k = 0; k < n; k++) columns[j * n + k] = b[k * n + j];
  }
  for (long i = 0; i < n; i++) {
    for (long j = 0; j < n; j++) {
      const double *row = a + i * n, *column = columns + j * n;
      double total = 0.0;
      for (long k = 0; k < n; k++) total += row[k] * column[k];
      c[i * n + j] = total;
    }
  }
  double total = 0.0;
  for (long i = 0; i < n; i++) {
    double sum = 0.0;
    for (long j = 0; j < n; j++) sum += c[i * n + j];
    total += sum;
  }
  printf("matmul %ld: %.4f\n", n, total);
}
