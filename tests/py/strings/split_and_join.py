print("a b  c ".split(), " a  b ".split(" "), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","), "  ".split(), "a\tb\nc\x0bd\u2003e".split(), " a b c ".split(None, 1), " a b c ".rsplit(None, 1), "abc".split("abc"))
print("a\nb\r\nc\rd\x0be\u2028f".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a".splitlines())
print("-".join(["a", "b"]), "".join("abc"), ",".join([]), ", ".join({"k": 1}), "x".join(("only",)), "é".join("日本"))
print("a-b-c".partition("-"), "abc".partition("-"), "a-b-c".rpartition("-"), "abc".rpartition("-"))
for f in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".join(["a", 5, "b"]), lambda: "a".join(5), lambda: "a".split(5)):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
