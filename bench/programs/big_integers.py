"""Integers of hundreds to thousands of digits: digits of pi, Fibonacci, factorials, modular powers, square roots."""
import sys


def pi_digits(count):
    """The first digits of pi by Machin's formula in fixed point."""
    unity = 10 ** (count + 10)

    def arctan_inverse(x):
        total = power = unity // x
        divisor = 3
        sign = -1
        square = x * x
        while power:
            power //= square
            total += sign * (power // divisor)
            sign = -sign
            divisor += 2
        return total

    value = 4 * (4 * arctan_inverse(5) - arctan_inverse(239))
    return value // 10 ** 10


def spigot(count):
    """The same digits one after the other, from a continued product of small matrices (Rabinowitz, Wagon, Gibbons)."""
    digits = []
    q, r, t, k, n, m = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, m = (q * k, (2 * q + r) * m, t * m, k + 1,
                                (q * (7 * k + 2) + r * m) // (t * m), m + 2)
    return digits


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def fibonacci_fast(n):
    """(F(n), F(n+1)) by doubling."""
    if n == 0:
        return 0, 1
    a, b = fibonacci_fast(n >> 1)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n & 1 else (c, d)


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def square_root(n):
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    pi = str(pi_digits(2 * count))
    assert pi.startswith("31415926535897932384626433832795")
    digits = "".join(map(str, spigot(count)))
    assert pi.startswith(digits[:count - 5])
    fib = fibonacci(20 * count)
    assert fib == fibonacci_fast(20 * count)[0]
    product = factorial(2 * count)
    assert product % (2 * count - 1) == 0 and product // factorial(2 * count - 1) == 2 * count
    root = square_root(10 ** (4 * count) * 2)
    assert root * root <= 2 * 10 ** (4 * count) < (root + 1) ** 2
    prime = 2 ** 521 - 1
    for base in range(2, 40):
        assert pow(base, prime - 1, prime) == 1
    mixed = 0
    for i in range(500 * count):
        mixed = (mixed * 6364136223846793005 + i) & ((1 << 128) - 1)
        mixed ^= mixed >> 29
    print("big_integers %d: %d %d" % (count, fib % 1000000007, mixed % 1000000007))


main()
