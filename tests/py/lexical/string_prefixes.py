print((r"\n", b"a", u"x", Rb"\d", bR"\d", fr"\{1}", F"{2}", Rf"{3}", BR"\\", U"u"))
print("a" "b" 'c' """d""" f"{1}" r"\e", b"x" b'y')
