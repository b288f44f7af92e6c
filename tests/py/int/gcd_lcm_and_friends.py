import math
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 0), math.gcd(-4, 6), math.gcd(10**30, 15**20), math.gcd(8, 12, 20), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.lcm(3, 4, 5))
print(math.factorial(0), math.factorial(25), math.comb(10, 3), math.comb(100, 50), math.comb(3, 5), math.perm(10, 3), math.perm(5), math.isqrt(10**40 + 1), math.prod([1, 2, 3]), math.prod([], start=5))
for f in (lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.comb(-1, 2), lambda: math.isqrt(-1), lambda: math.gcd(1.5, 2), lambda: math.perm(3, -1)):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
