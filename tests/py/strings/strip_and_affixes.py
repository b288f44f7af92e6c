s = "  xxhixx \n"
print([s.strip(), s.lstrip(), s.rstrip(), s.strip().strip("x"), "xyxhello".lstrip("xy"), "abc".strip("abc"), "".strip(), "\u3000a\u3000".strip(), "aéa".strip("a")])
print("prefix-body".removeprefix("prefix-"), "body.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""), "aaa".removesuffix("a"))
