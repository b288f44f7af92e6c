b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], b[:0], list(b), len(b), b * 2, b + b"!", 104 in b, b"ell" in b, b < b"help", b == bytearray(b"hello"), b == "hello", max(b), sorted(b), hash(b) == hash(bytes(bytearray(b))), b[10:], *b"ab")
for f in (lambda: b[9], lambda: b["a"], lambda: b < "a", lambda: b[0:1.5]):
    try: f()
    except (IndexError, TypeError) as e: print(type(e).__name__, e)
try: b[0] = 1
except TypeError as e: print(e)
print(repr(b"a'b"), repr(b'a"b'), repr(b"a'\"b"), repr(bytes(range(0, 256, 15))), str(b"x"), b"\t\n\r\\")
