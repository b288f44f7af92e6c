for s in ("0", "-12", "+7", "  42\n", "1_000", "0x1f", "12a", "", " ", "1__0", "_1", "٣", "1.5", "- 1", "0b1", "9" * 30, "é", "1 2", "\u00a05"):
    try: print(ascii(s), int(s))
    except ValueError as e: print(ascii(e.args[0]))
for s, b in (("ff", 16), ("0xFF", 16), ("0o17", 8), ("0b101", 2), ("z", 36), ("0x1f", 0), ("0b1", 0), ("010", 0), ("0", 0), ("12", 3), ("9", 8), ("1", 1), ("1", 37), ("-0x10", 16), ("0_f", 16), ("1" * 70, 2), (b"12", 10), ("0b1", 16)):
    try: print(s, b, int(s, b))
    except ValueError as e: print(e)
print(int(), int(3.99), int(-3.99), int(True), int("12", base=5), int(b"7"), int(bytearray(b"8")), int(1e20))
