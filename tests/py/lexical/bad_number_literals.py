for src in ("01", "1__0", "0x", "0b2", "0o8", "1_", "0xg", "1e", "12abc", "0_7", "1.5.2", "0b", "1e+"):
    try:
        compile(src, "<s>", "eval")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "->", e.msg, e.offset)
