for src in (r'"\x4"', r'"\u12"', r'"\U00110000"', r'"\N{no such name}"', r"b'\xg'", '"abc', "'''abc", 'b"é"', r'"\N"', "'a' b'b'", 'f"{"', 'f"{}"', 'f"}"', 'f"{a b}"', 'f"{a!x}"', 'ur"x"'):
    try:
        compile(src, "<s>", "eval")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "->", type(e).__name__, e.msg)
