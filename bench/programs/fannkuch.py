"""Pancake flips over all permutations of n: small integer lists, swaps, tight while loops."""
import sys

KNOWN = {7: (228, 16), 8: (1616, 22), 9: (8629, 30), 10: (73196, 38), 11: (556355, 51)}


def fannkuch(n):
    permutation = list(range(n))
    work = [0] * n
    counters = [0] * n
    checksum = most = 0
    even = True
    left = n
    while True:
        while left > 1:
            counters[left - 1] = left
            left -= 1
        first = permutation[0]
        if first != 0:
            for i in range(n):
                work[i] = permutation[i]
            flips = 0
            while first != 0:
                low, high = 0, first
                while low < high:
                    work[low], work[high] = work[high], work[low]
                    low += 1
                    high -= 1
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += flips if even else -flips
        even = not even
        while True:
            if left == n:
                return checksum, most
            moved = permutation[0]
            for i in range(left):
                permutation[i] = permutation[i + 1]
            permutation[left] = moved
            counters[left] -= 1
            if counters[left] > 0:
                break
            left += 1


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    result = fannkuch(n)
    assert KNOWN.get(n, result) == result, result
    print("fannkuch %d: %d %d" % ((n,) + result))


main()
