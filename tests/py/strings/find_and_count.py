s = "abcabcabc"
print(s.find("c"), s.find("c", 3), s.find("c", 3, 5), s.find("zz"), s.find(""), s.find("", 9), s.find("", 10), s.find("b", -4), s.rfind("c"), s.rfind("c", 0, -1), s.rfind(""), s.rfind("", 3, 2))
print(s.index("ca"), s.rindex("ab"), s.count("abc"), s.count(""), s.count("a", 1), s.count("abcabc"), "".count(""), s.count("c", 0, -1), s.find("a", None, None), "é日😀".find("😀"))
for f in (lambda: s.index("z"), lambda: s.rindex("z"), lambda: s.find(1), lambda: s.find(), lambda: s.find("a", "b")):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
print("abc" in s, "" in s, "ac" in s, s.startswith(("x", "a")), s.endswith("c", 0, 3), s.startswith("", 9), s.startswith("", 10), s.startswith(()))
