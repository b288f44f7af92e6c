print(ord("a"), ord("é"), ord("😀"), chr(97), chr(0x1F600), ord(b"a"), ascii(chr(0xD800)), chr(0), [chr(i) for i in range(65, 70)])
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: ord(""), lambda: ord("ab"), lambda: ord(5), lambda: chr(1.5), lambda: chr(2**100)):
    try: f()
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
