for src in ("1 = x", "f() = 1", "a + b = c", "None = 1", "True = 1", "x + 1 += 2", "(a, b) += 1", "[a] = [b] = 1 = c", "*a = 1", "*a, *b = c", "a, b += 1", "'s' = 1", "x if y else z = 1",
            "lambda: 1 = 2", "[x for x in y] = 1", "{} = 1", "f'{x}' = 1", "... = 1", "a.b: int: 3", "(a, b): int", "[a]: int", "for 1 in x: pass", "with a as 1: pass", "import a as b.c", "def f(None): pass",
            "f(x=1, 2)", "f(a.b=1)", "f(True=1)", "f(**x, *y)", "x = ", "a = b c", "not x = 1", "a < b = c", "yield = 1", "__debug__ = 1", "(x for x in y) = 2", "a and b = 1", "-x = 1"):
    try:
        compile(src, "<s>", "exec")
        print("ok", src)
    except SyntaxError as e:
        print(src, "->", e.msg, e.offset, e.end_offset)
