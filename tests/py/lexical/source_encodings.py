ns = {}
exec(compile(b'# -*- coding: latin-1 -*-\nx = "\xe9"', "<s>", "exec"), ns)
print(ascii(ns["x"]))
exec(compile(b'\xef\xbb\xbfx = "\xc3\xa9"', "<s>", "exec"), ns)
print(ascii(ns["x"]))
exec(compile(b"#!/usr/bin/x\n# vim: set fileencoding=cp1252 :\nx = '\x80'", "<s>", "exec"), ns)
print(ascii(ns["x"]))
for bad in (b"# coding: nope\n", b"x = '\xff'", b"x = 1\x00"):
    try:
        compile(bad, "<s>", "exec")
    except (SyntaxError, ValueError) as e:
        print(type(e).__name__, e)
