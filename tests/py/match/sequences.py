def f(x):
    match x:
        case []: return "empty"
        case [a]: return "one", a
        case (a, b): return "two", a, b
        case [1, *rest]: return "one first", rest
        case [a, *_, 9]: return "nine last", a
        case [[a, b], *c, [d]]: return "nested", a, b, c, d
        case [a, _, *b]: return "many", a, b
        case str() | bytes(): return "text"
        case _: return "other"
for v in ([], [5], (1, 2), [1, 2, 3], [2, 3, 9], [[1, 2], 3, [4]], range(3), "abc", b"ab", {1}, iter([1]), {"a": 1}, bytearray(b"ab"), 5):
    print(f(v))
