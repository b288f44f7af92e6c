print(b"%d %s %b %a %r" % (1, b"x", b"y", "é", "z"), b"%x %5.2f %c %c" % (255, 1.5, 65, b"B"), b"%(k)s" % {b"k": b"v"}, b"%5d|%-5s|" % (1, b"a"), b"%%")
for f, a in ((b"%s", 1), (b"%b", "a"), (b"%c", 256), (b"%d", b"a"), (b"%s %s", (b"a",))):
    try: print(f % a)
    except (TypeError, OverflowError) as e: print(type(e).__name__, e)
