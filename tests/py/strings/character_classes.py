chars = ["a", "Z", "5", " ", "\t", "é", "²", "½", "٣", "_", "", "a1", "A B", "\n", "Ǆ", "ǅ", "Ⅷ", "\u00a0", "😀", "日本", "\x7f", "ab ", "ABC", "Abc Def", "1a"]
for c in chars:
    print(ascii(c), "".join(str(int(f())) for f in (c.isalpha, c.isdigit, c.isdecimal, c.isnumeric, c.isalnum, c.isspace, c.isupper, c.islower, c.istitle, c.isidentifier, c.isprintable, c.isascii)))
