for s in ("a'b", 'a"b', "a'\"b", "\n\t\r\\", "\0\x1f\x7f", "é", "\x80\xa0\xad", "\u2028\u200b", "\ud800", "😀", "\U000e0001", "日本", "\ufeff", "a\\'"):
    print(ascii(repr(s)), ascii(s))
print(repr("it's"), repr('say "hi"'), str("x"), ascii("aé日😀"))
