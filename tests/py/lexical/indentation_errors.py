sources = ["if 1:\nx = 1", "  x = 1", "if 1:\n    x\n  y", "def f():\n", "x = 1\n  y = 2", "if 1:\n\tx\n        y", "class A:\n\n\nb", "for x in y:\n    pass\n  else: pass",
           "while 1:\n", "try:\n  x\nfinally:\n", "with a:\nb", "if 1:\n        x\n\ty"]
for s in sources:
    try:
        compile(s, "<s>", "exec")
        print(repr(s), "ok")
    except SyntaxError as e:
        print(repr(s), "->", type(e).__name__, e.msg, e.lineno, e.offset)
