for src in ("break", "continue", "if 1: break", "def f(): continue", "for x in y:\n def f(): break", "return 1", "class A: return 1", "yield 1", "class A: yield", "await x", "def f(): await x", "async with a: pass", "[(yield) for x in y]", "def f():\n async for x in y: pass", "while 1:\n class A: continue", "async def f(): yield from x", "async def f():\n yield 1\n return 2", "from __future__ import nope", "x = 1\nfrom __future__ import annotations", "def f():\n from a import *", "try: pass\n", "try:\n pass\nexcept:\n pass\nexcept A:\n pass", "raise from x", "import", "from . import", "assert", "print 1", "exec 'x'", "if x\n pass", "for x y: pass", "def f(: pass", "class", "a b", "x = (1, 2", "x = [1, 2)", "x = }", "lambda x: = 1", "f(", "if x = 1: pass", "while x:= 1: pass", "else: pass", "async x", "@", "@a\nx = 1"):
    try:
        compile(src, "<s>", "exec")
        print("ok", repr(src))
    except SyntaxError as e:
        print(repr(src), "->", type(e).__name__, e.msg, e.lineno, e.offset)
