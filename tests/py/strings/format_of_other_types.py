print(f"{1+2j:.2f} {1.5j} {(1+2j):>12} {complex(1, -0.0)}", format(None), format([1, 2]), f"{(1, 2)!s:>10}", f"{None!r:^8}|", format(True, "5"), format(type(5)))
for v in ([1], None, (1,), object, {1: 2}, b"x", range(3)):
    try: format(v, ">5")
    except TypeError as e: print(e)
for spec in ("%", "=10", "d", "010", "x"):
    try: print(format(1 + 2j, spec))
    except ValueError as e: print(e)
