"""Primes below n by crossing out: a long list of bools, strided stores, counting."""
import sys

KNOWN = {100000: 9592, 1000000: 78498, 5000000: 348513, 10000000: 664579, 20000000: 1270607}


def count_primes(n):
    prime = [True] * n
    prime[0] = prime[1] = False
    i = 2
    while i * i < n:
        if prime[i]:
            for j in range(i * i, n, i):
                prime[j] = False
        i += 1
    count = 0
    for flag in prime:
        if flag:
            count += 1
    return count


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 10000000
    count = count_primes(n)
    assert KNOWN.get(n, count) == count, count
    print("sieve %d: %d" % (n, count))


main()
