for s in ("1", "1.", ".5", "1e5", "-1E-3", "inf", "-Infinity", "nan", "+nan", " 1.5\n", "1_0.5", "0x1p3", "1e", ".", "", "1.5.2", "infinit", "1e400", "-1e400", "1e-400", "٣.٥", "1 2", "e5", "1__0", "9007199254740993", "2.2250738585072011e-308", "0.1e1_0", "- 1"):
    try: print(ascii(s), float(s))
    except ValueError as e: print(ascii(e.args[0]))
print(float(), float(5), float(True), float(b"1.5"), float(10**300))
for f in (lambda: float(10**400), lambda: float(1j), lambda: float(None), lambda: float([])):
    try: f()
    except (OverflowError, TypeError) as e: print(type(e).__name__, e)
