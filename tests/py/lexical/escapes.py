print(repr("\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\104\a\b\f\v\t\r\n\\\'\""))
print(repr("\0\01\012\0123"), repr(b"\x00\377\n\'"), repr("a\
b"))
print("\N{GREEK SMALL LETTER ALPHA}\N{digit one}", ascii("\ud800"))
