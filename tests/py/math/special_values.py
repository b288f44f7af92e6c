import math
inf, nan = math.inf, math.nan
print([math.sqrt(x) for x in (0.0, -0.0, inf)], math.atan(inf), math.exp(-inf), math.hypot(inf, nan), math.pow(1, nan), math.pow(nan, 0), math.copysign(nan, -1), math.fmod(5, inf), math.atan2(0.0, -0.0), math.atan2(-0.0, 0.0), math.floor(-0.5), math.ceil(-0.5), math.trunc(-1.9), math.tanh(1000), math.isclose(inf, inf), math.isclose(nan, nan), math.gcd(True, 4), math.fabs(-0.0), math.log1p(-0.0), math.frexp(inf), math.modf(inf))
class F:
    def __float__(self): return 4.0
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
print(math.sqrt(F()), math.floor(F()), math.ceil(F()), math.trunc(F()))
