// The algorithm of bench/programs/sieve.py.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  long n = argc > 1 ? atol(argv[1]) : 10000000, count = 0;
  bool *prime = malloc(n);
  memset(prime, true, n);
  prime[0] = prime[1] = false;
  for (long i = 2; i * i < n; i++) {
    if (prime[i]) {
      for (long j = i * i; j < n; j += i) prime[j] = false;
    }
  }
  for (long i = 0; i < n; i++) count += prime[i];
  printf("sieve %ld: %ld\n", n, count);
}
