for src in ("(" * 300 + ")" * 300, "[" * 150 + "]" * 150, "-" * 50 + "1", "not " * 50 + "1", "x" + "[0]" * 100, "1" + "+1" * 500):
    try:
        compile(src, "<s>", "eval")
        print("ok", src[:8])
    except (SyntaxError, RecursionError, MemoryError) as e:
        print(type(e).__name__, e.args[0] if isinstance(e, SyntaxError) else "")
