print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "".replace("", "x"), "abc".replace("b", ""), "aaa".replace("aa", "b"), "abc".replace("z", "y"), "aé日".replace("é", "😀"), "abc".replace("", "-", 2), "a".replace("a", "b", 0))
t = str.maketrans("abc", "xyz", "d")
print("abcd".translate(t), "aé".translate({97: "long", 233: None}), "abc".translate({98: 66, 99: "CC"}), str.maketrans({"a": 1, 98: "b"}))
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(0), "a\n\tb".expandtabs(3), "ab\t\tc".expandtabs(2))
for f in (lambda: str.maketrans("a", "bc"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: 10**9}), lambda: "a".replace(1, "b")):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
