import math
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.exp(1000), lambda: math.asin(2), lambda: math.sin(math.inf), lambda: math.gamma(0), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: math.sqrt("a"), lambda: math.sqrt(), lambda: math.ldexp(1, 10**6), lambda: math.cosh(1000), lambda: math.acosh(0), lambda: math.atanh(1), lambda: math.log(1, 1), lambda: math.pow(-1, 0.5), lambda: math.dist([1], [1, 2]), lambda: math.log2(-5), lambda: math.remainder(math.inf, 1), lambda: math.fsum([1e308, 1e308]), lambda: math.log(2, 0), lambda: math.lgamma(-1)):
    try: print(f())
    except (ValueError, OverflowError, ZeroDivisionError, TypeError) as e: print(type(e).__name__, e)
