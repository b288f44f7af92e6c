// The algorithm of bench/programs/spectral_norm.py.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double element(long i, long j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(long n, const double *v, double *result) {
  for (long i = 0; i < n; i++) {
    double total = 0.0;
    for (long j = 0; j < n; j++) total += element(i, j) * v[j];
    result[i] = total;
  }
}

static void times_transposed(long n, const double *v, double *result) {
  for (long i = 0; i < n; i++) {
    double total = 0.0;
    for (long j = 0; j < n; j++) total += element(j, i) * v[j];
    result[i] = total;
  }
}

int main(int argc, char **argv) {
  long n = argc > 1 ? atol(argv[1]) : 400;
  double *u = malloc(n * sizeof *u), *v = malloc(n * sizeof *v), *between = malloc(n * sizeof *v);
  for (long i = 0; i < n; i++) u[i] = 1.0;
  for (int round = 0; round < 10; round++) {
    times(n, u, between);
    times_transposed(n, between, v);
    times(n, v, between);
    times_transposed(n, between, u);
  }
  double uv = 0.0, vv = 0.0;
  for (long i = 0; i < n; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  printf("spectral_norm %ld: %.9f\n", n, sqrt(uv / vv));
}
