"""Recursive functions of small integers: Fibonacci, Ackermann, Takeuchi, Hanoi, permutations, mutual recursion."""
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def hanoi(n, source, target, spare):
    if n == 0:
        return 0
    return hanoi(n - 1, source, spare, target) + 1 + hanoi(n - 1, spare, target, source)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def power(x, n):
    if n == 0:
        return 1.0
    half = power(x, n // 2)
    return half * half * x if n % 2 else half * half


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    sys.setrecursionlimit(20000)
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    assert fib(n) == a
    assert ackermann(2, 300) == 603 and ackermann(3, 6) == 509
    assert tak(18, 12, 6) == 7
    assert hanoi(n - 8, 1, 2, 3) == 2 ** (n - 8) - 1
    for _ in range(100):
        assert is_even(900) and not is_odd(500)
    for exponent in range(20000):
        assert power(1.0, exponent) == 1.0
    print("recursion %d: %d" % (n, a))


main()
