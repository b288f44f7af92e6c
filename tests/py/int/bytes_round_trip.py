for n, l, o, s in ((1, 2, "big", False), (258, 2, "little", False), (-1, 3, "big", True), (2**70, 9, "big", False), (-129, 2, "little", True), (0, 0, "big", False), (0, 1, "big", False)):
    b = n.to_bytes(l, o, signed=s)
    print(b, int.from_bytes(b, o, signed=s) == n)
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(-1, "big"), lambda: (1).to_bytes(1, "middle"), lambda: (128).to_bytes(1, "big", signed=True), lambda: int.from_bytes("a", "big"), lambda: (1).to_bytes()):
    try: print(f())
    except (OverflowError, ValueError, TypeError) as e: print(type(e).__name__, e)
print(int.from_bytes([1, 0], "big"), int.from_bytes(b"", "big"), int.from_bytes(b"\xff" * 10, "little", signed=True), (5).as_integer_ratio(), (7).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator)
