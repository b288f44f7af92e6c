for x in (0.0, -0.0, 1.0, 0.1, -3.75, 1e300, 5e-324, float("inf"), float("nan")):
    print(x.hex(), x.as_integer_ratio() if x == x and abs(x) < 1e308 else "")
for s in ("0x1p3", "0x1.8p1", "-0x.8", "0x1.fffffffffffffp1023", "1.8", "inf", "nan", "0x1p-1075", "0X1P+2", "p3", "0x", "0x1p99999"):
    try: print(s, float.fromhex(s))
    except (ValueError, OverflowError) as e: print(s, type(e).__name__, e)
for x in (float("inf"), float("nan")):
    try: x.as_integer_ratio()
    except (OverflowError, ValueError) as e: print(type(e).__name__, e)
print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (1.5).real, (1.5).imag, (1.5).conjugate(), float.__getformat__("double"))
