import numpy as np
a = np.array([7, -7, 0, 3])
b = np.array([2, 2, 5, -2])
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, -a, +a, abs(a), a & b, a | b, a ^ b, ~a, a << 1, a >> 1, divmod(a, b), a ** np.array([1, 2, 3, 0]), 2 ** np.array([1, 2]), 10 // np.array([3, -3]), np.array([1.5, -1.5]) // 1, np.array([5.5, -5.5]) % 2)
x = np.array([1.0, 2.0])
x += 1; x *= 2; x -= 0.5; x /= 2; x **= 2; x //= 1
print(x, x.dtype)
for f in (lambda: np.array([1, 2]) ** -1, lambda: a + "x", lambda: np.array([1.5]) & 1, lambda: a @ np.ones(3), lambda: -np.array([True])):
    try: print(f())
    except (ValueError, TypeError) as e: print(type(e).__name__, str(e)[:90])
try: a /= 2
except TypeError as e: print(e)
