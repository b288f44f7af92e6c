inf, nan = float("inf"), float("nan")
print(inf + 1, inf - inf, inf * 0, -inf, inf / inf, 1 / inf, -1 / inf, nan == nan, nan != nan, nan < 1, inf > 10**400, inf == inf, 1e308 * 10, -1e308 * 10, 5e-324 / 2, 1e308 + 1e308)
print(7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2, divmod(7.5, -2), divmod(-0.0, 1), 5.0 % inf, -5.0 % inf, inf // 1, 0.0 % 5, -0.0 % 5, 1e300 % 7, 2.5 ** 3, 4 ** 0.5, (-8) ** (1 / 3), (-2.0) ** 2, 2.0 ** -1074, 0.0 ** 0, nan ** 0, 1 ** nan, inf ** 0, (-inf) ** 3, 0.5 ** inf)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0 ** -1, lambda: 10.0 ** 400, lambda: (-1.0) ** 0.5, lambda: divmod(1.0, 0), lambda: int(inf), lambda: int(nan), lambda: round(nan), lambda: 1.5 << 1, lambda: 1.5 & 1):
    try: print(f())
    except (ArithmeticError, ValueError, TypeError) as e: print(type(e).__name__, e)
