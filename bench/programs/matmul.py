"""Product of two n x n matrices held as lists of lists of floats."""
import sys


def make(n, shift):
    return [[((i * 7 + j * 3 + shift) % 11) / 4.0 - 1.0 for j in range(n)] for i in range(n)]


def multiply(a, b):
    n = len(a)
    columns = [[b[k][j] for k in range(n)] for j in range(n)]
    product = []
    for i in range(n):
        row = a[i]
        out = [0.0] * n
        for j in range(n):
            column = columns[j]
            total = 0.0
            for k in range(n):
                total += row[k] * column[k]
            out[j] = total
        product.append(out)
    return product


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 280
    a, b = make(n, 1), make(n, 5)
    c = multiply(a, b)
    total = sum(sum(row) for row in c)
    expected = sum(sum(a[i][k] for i in range(n)) * sum(b[k]) for k in range(n))
    assert abs(total - expected) < 1e-6 * n * n, (total, expected)
    print("matmul %d: %.4f" % (n, total))


main()
