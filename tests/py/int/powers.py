print(2**0, 0**0, (-2)**3, (-2)**4, 2**-2, 10**30, 7**77, pow(3, 200, 1000007), pow(-3, 5, 7), pow(3, -1, 11), pow(2, 10, -7), pow(10**20, 10**10, 97), pow(5, 0, 1), 1**10**10, (-1)**(10**10 + 1), pow(2, 3, None))
for f in (lambda: pow(2, 1.5, 3), lambda: pow("a", 2), lambda: pow(2, 3, "x"), lambda: 2 ** "a", lambda: pow(2.0, 3, 5), lambda: 10.0 ** 400):
    try: f()
    except (TypeError, OverflowError) as e: print(type(e).__name__, e)
