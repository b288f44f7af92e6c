print(repr("a"), str("a"), repr(1.0), str(None), repr([1, "a", None]), str({"a": (1,)}), ascii("é"), repr(...), repr(NotImplemented), str(b"x", "ascii"), str(b"\xe9", "latin-1"), str(object=5), str(), repr(range(3)), repr(slice(1)), repr({1}), repr(frozenset()), repr(type), repr(len), str(Exception("e")), repr(Exception("e")))
for a in ((b"x", "nope"), ("a", "utf-8"), (5, "utf-8"), (b"\xff", "ascii"), (b"a", 5)):
    try: print(str(*a))
    except (TypeError, LookupError, UnicodeError) as e: print(type(e).__name__, e)
