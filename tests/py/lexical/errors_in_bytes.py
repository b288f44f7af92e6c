# Errors of compile(bytes) under the name of no file: the shown line, \r\n at the end, what is no UTF-8 behind another error.
SOURCES = [b"x = (\n1\n", b"x = (", b"return 1\n", b"\xef\xbb\xbfx = (\r\n", b"def f():\r\n", b"s = '''\r\n\r\n", b"s = '''\n\n", b"a b\n\xe2x\n",
           b"a b\nx\xff", b"x = 1\xff", b"x = 'a\xff", b"# coding: latin-1\nx = \xe9 1\nyield\n", b"# coding: ascii\n\xe9\n", b"x\0", b"if 1:\n\tx\n        y\n",
           b"a\r\rb c\r", b"def f():\n x\n  y\n", b"for x in y: yield\n"]
for source in SOURCES:
    for text in source, source.decode("latin-1"):
        try:
            compile(text, "no such file", "exec")
            print("compiled")
        except SyntaxError as e:
            print(type(e).__name__, e.args)
        except ValueError as e:
            print(type(e).__name__, e)
