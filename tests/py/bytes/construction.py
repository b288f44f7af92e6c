print(bytes(3), bytes([1, 255]), bytes("é", "utf-8"), bytes(b"ab"), bytes(range(3)), bytes(), bytes.fromhex("0a fF"), bytes(bytearray(b"x")), bytes(memoryview(b"yz")), bytes(i for i in (65, 66)))
class B:
    def __bytes__(self): return b"from dunder"
class I:
    def __index__(self): return 2
print(bytes(B()), bytes(I()), bytes([I()]))
for a in ((-1,), ([256],), ([-1],), ("a",), (5, "x"), (["a"],), (1.5,), (None,), ([1.5],), (2**70,)):
    try: print(bytes(*a))
    except (TypeError, ValueError, OverflowError, MemoryError) as e: print(type(e).__name__, e)
for h in ("1", "zz", "0 1", "é"):
    try: bytes.fromhex(h)
    except ValueError as e: print(e)
