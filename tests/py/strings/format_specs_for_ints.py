for spec in ("", "d", "5", "<5", "^5", "05", "+", " ", "-", "x", "X", "#x", "o", "#o", "b", "#b", ",", "_", "_x", "#010x", "c", "n", "e", "f", ".1f", "g", "%", "=+6", "*=6", "+,", "08,", "010_b", "E", "G", "#X", ">+8", "<08"):
    print(repr(spec), [format(v, spec) for v in (0, 65, 1234)], format(-1234567, spec) if spec != "c" else "")
for spec in ("s", ".2", ",x", "5s", "q", "+c", ",n", "_c", ".2d", "z", "#c"):
    try: print(format(5, spec))
    except ValueError as e: print(repr(spec), e)
for v in (-1, 0x110000):
    try: format(v, "c")
    except OverflowError as e: print(e)
print(format(2**100, ","), format(True), format(True, "d"), format(-2**70, "#x"), f"{10**20:e}", f"{12345678901234567890:,}")
