print([hash(x) for x in (0.0, -0.0, 1.0, 0.5, 1.5, 1e300, float("inf"), float("-inf"), 2.0**61, 3.14, -1.0, 1e-300)], hash(0.5) == hash(1/2), hash(float("nan")) == hash(float("nan")) or True)
