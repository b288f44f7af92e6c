import cmath
z = 1 + 1j
for f in (cmath.sqrt, cmath.exp, cmath.log, cmath.sin, cmath.cos, cmath.tanh, cmath.phase, cmath.polar):
    r = f(z)
    print(f.__name__, "%.9f" % abs(r) if not isinstance(r, tuple) else "%.9f %.9f" % r)
print(cmath.rect(2, 0), cmath.isnan(complex(float("nan"), 0)), cmath.isclose(z, z + 1e-12), cmath.pi, cmath.sqrt(-4), cmath.infj)
