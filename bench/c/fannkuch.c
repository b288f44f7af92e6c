// The algorithm of bench/programs/fannkuch.py.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 9;
  int permutation[32], work[32], counters[32];
  for (int i = 0; i < n; i++) permutation[i] = i;
  long checksum = 0;
  int most = 0, left = n;
  bool even = true;
  for (;;) {
    for (; left > 1; left--) counters[left - 1] = left;
    int first = permutation[0];
    if (first != 0) {
      for (int i = 0; i < n; i++) work[i] = permutation[i];
      int flips = 0;
      while (first != 0) {
        for (int low = 0, high = first; low < high; low++, high--) {
          int swapped = work[low];
          work[low] = work[high];
          work[high] = swapped;
        }
        flips++;
        first = work[0];
      }
      if (flips > most) most = flips;
      checksum += even ? flips : -flips;
    }
    even = !even;
    for (;; left++) {
      if (left == n) {
        printf("fannkuch %d: %ld %d\n", n, checksum, most);
        return 0;
      }
      int moved = permutation[0];
      for (int i = 0; i < left; i++) permutation[i] = permutation[i + 1];
      permutation[left] = moved;
      if (--counters[left] > 0) break;
    }
  }
}
