for a in (7, -7, 0, 10**20, -10**20):
    for b in (2, -2, 3, 10**19, -10**21):
        print(a // b, a % b, a / b, divmod(a, b) == (a // b, a % b), end="; ")
    print()
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 10**30 // 0, lambda: 10**30 % 0, lambda: 10**400 / 1, lambda: 1 / 10**400, lambda: 10**400 / 10**399, lambda: 0 ** -1, lambda: pow(2, -1, 4), lambda: pow(2, 2, 0), lambda: True // False):
    try: print(f())
    except (ZeroDivisionError, OverflowError, ValueError) as e: print(type(e).__name__, e)
