for s, enc in (("aé", "utf-8"), ("日", "utf-16-le"), ("😀", "utf-8"), ("é", "latin-1"), ("aé", "utf-16"), ("a", "utf-32-be"), ("abc", "ascii"), ("é", "cp1252"), ("x", "UTF8"), ("é", "iso-8859-1"), ("é", "utf_8_sig")):
    b = s.encode(enc)
    print(enc, b, b.decode(enc) == s)
for f in (lambda: "é".encode("ascii"), lambda: "日".encode("latin-1"), lambda: "\ud800".encode(), lambda: b"\xff".decode(), lambda: b"a\xc3".decode(), lambda: b"\xe9".decode("ascii"), lambda: "a".encode("nope"), lambda: b"\xed\xa0\x80".decode(), lambda: b"\xc0\x80".decode(), lambda: b"\xf5\x80".decode()):
    try: print(f())
    except (UnicodeError, LookupError) as e: print(type(e).__name__, e)
print("aé日".encode("ascii", "ignore"), "aé".encode("ascii", "replace"), "aé".encode("ascii", "xmlcharrefreplace"), "é\ud800".encode("ascii", "backslashreplace"), "\udcff".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"))
print(ascii(b"a\xffb".decode("utf-8", "ignore")), ascii(b"a\xffb".decode("utf-8", "replace")), ascii(b"\xff".decode("utf-8", "surrogateescape")), b"\xff".decode("ascii", "backslashreplace"), "é".encode("ascii", "namereplace"))
