import math
for f in ("sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "log2", "log10", "log1p", "expm1", "erf", "erfc", "gamma", "lgamma", "cbrt", "exp2", "degrees", "radians", "fabs", "floor", "ceil", "trunc"):
    print(f, "%.12g" % getattr(math, f)(0.75))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.atan2(1, -1), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist([0, 0], [3, 4]), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.frexp(10.0), math.ldexp(0.5, 5), math.modf(-3.25), math.log(8, 2), math.log(10**400), math.pow(2, 0.5), math.isclose(1, 1 + 1e-10), math.isfinite(1), math.isinf(math.inf), math.isnan(math.nan), math.nextafter(1, 2), math.ulp(1.0), math.fsum([0.1] * 10))
