import unicodedata as u
print(u.name("é"), u.lookup("SNOWMAN"), u.category("A"), u.category("1"), u.bidirectional("א"), u.combining("\u0301"), u.decimal("٣"), u.numeric("½"), u.east_asian_width("日"))
print([len(u.normalize(f, "é")) for f in ("NFC", "NFD", "NFKC", "NFKD")], u.normalize("NFKC", "ﬁ²"), u.is_normalized("NFC", "é"))
try: u.name("\0")
except ValueError as e: print(e)
