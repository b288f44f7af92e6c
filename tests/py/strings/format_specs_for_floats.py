for spec in ("", "f", ".0f", ".2f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", "+", " .2f", "010.2f", "<10", "^10.1f", ",", ",.2f", "_.1f", "#.0f", "#g", ".10", "n", "*=+12.3f", "-", "z.1f", "F", ".17g"):
    print(repr(spec), [format(v, spec) for v in (0.0, 1.5, -1234.5678, 1e20, 1e-7)])
for v in (float("inf"), float("-inf"), float("nan")):
    print([format(v, s) for s in ("", "f", "F", "+", "010", "e", "%", ".2f", ">6", "g")])
for spec in ("d", "x", "s", "c", ".", ",d", "_n", "5.f", "b"):
    try: print(repr(spec), format(1.5, spec))
    except ValueError as e: print(repr(spec), e)
print(format(2.5, ".0f"), format(3.5, ".0f"), format(0.1, ".20f"), format(1e22), format(1e16, "g"), format(123456789.0, ",g"), format(-0.0), format(-0.001, ".1f"), format(-0.001, "z.1f"))
