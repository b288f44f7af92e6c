a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, -a, +a, abs(a), a ** 2, a ** 0.5, a ** b, a.conjugate(), a.real, a.imag, a == 3 + 4j, a != b, 2 * a, a + 1, a / 2, 1 / a, a * 1.5, bool(0j), a ** -1, a ** 0, 0j ** 0)
for f in (lambda: a / 0, lambda: a < b, lambda: a // b, lambda: a % b, lambda: int(a), lambda: float(a), lambda: 0j ** -1, lambda: divmod(a, b), lambda: complex("x"), lambda: complex("1+2j", 1), lambda: complex(1, "2"), lambda: complex([]), lambda: round(a), lambda: 1j ** 10**400 if False else complex("1 + 2j")):
    try: print(f())
    except (TypeError, ZeroDivisionError, ValueError, OverflowError) as e: print(type(e).__name__, e)
