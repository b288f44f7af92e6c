b = b"Hello World"
print(b.upper(), b.lower(), b.split(), b.replace(b"o", b"0"), b.find(b"W"), b.find(87), b.count(b"l"), b.startswith(b"He"), b.title(), b.swapcase(), b.center(15, b"*"), b.strip(b"Hd"), b.partition(b" "), b.index(b"o"), b.hex(), b.hex(":"), b.hex("-", 4), b.isalpha(), b"12".isdigit(), b"a".isspace(), b.zfill(13), b"a\tb".expandtabs(4), b"a\nb\r\n".splitlines(), b"-".join([b"a", bytearray(b"b")]), b.rjust(13), b.translate(bytes(range(256)), b"l"), bytes.maketrans(b"a", b"b")[97], b.removeprefix(b"He"), b.rsplit(b"o", 1))
for f in (lambda: b.find("a"), lambda: b + "a", lambda: b.replace("a", "b"), lambda: b.join(["a"]), lambda: b.split(1), lambda: b.index(b"zz"), lambda: b.center(20, "x"), lambda: b"%s" % "a", lambda: b.startswith("H"), lambda: "H" in b, lambda: 300 in b):
    try: print(f())
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
