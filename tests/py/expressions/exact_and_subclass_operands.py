# Operators on exact str, set and tuple, and on what only looks like one.
class Text(str):
    def __eq__(self, other):
        return "text"

    def __contains__(self, item):
        return item == "yes"

    def __getitem__(self, index):
        return ("item", index)


class Claims:
    __class__ = property(lambda self: int)


class Reads:
    def __getattribute__(self, name):
        return str if name == "__class__" else object.__getattribute__(self, name)


class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == 3


class Three(metaclass=Meta):
    pass


plain, text, wide = "abcabc", Text("abc"), "a\u1234b\U0001f600"
for _ in range(300):
    results = (
        plain == "abc" * 2, plain != "abcabc", text == "abc", "abc" == text, text != "abc", plain == 3,
        "b" in plain, "bc" not in plain, "" in plain, "x" in plain, "yes" in text, "b" in text, "\u1234" in plain,
        "b" in wide, "\U0001f600" in wide, wide[1], wide[-1], plain[-6], text[0],
        isinstance(Claims(), int), isinstance(Claims(), (str, int)), isinstance(Reads(), str), isinstance(1, str),
        isinstance(3, Three), isinstance(4, Three), isinstance("", (int, (float, str))), isinstance(Claims(), Claims),
        {1} in {frozenset([1]), 2}, 2 in frozenset([2]), ("a", 1) == ("a", 1.0), ("a", text) == ("a", "x"),
    )
print(results)
for failing in (lambda: 3 in "abc", lambda: "abc"[6], lambda: "abc"["x"], lambda: [] in {1}, lambda: isinstance(1, 2)):
    try:
        failing()
    except Exception as e:
        print(type(e).__name__, e)
