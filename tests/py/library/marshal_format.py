# The bytes of marshal in all versions; shared values, self-references, sizes at the limits, and what bad data raises.
import io
import marshal

shared = ("a b", 2.5)
values = [[None, True, False, ..., StopIteration], 2**31 - 1, -2**31, [2**31], [-2**63, 2**64, 10**40, -1], [0.1, float("inf"), 1e300],
          [1 + 2j], ["", "x", "name", "é", "日本", "\ud800"], [b"", b"\x00", b"two"], ["y" * 255 + " ", "y" * 256 + " "],
          [(), ((), (1,)), tuple(range(255)), tuple(range(256))], {"k": [1], 3: {}}, [{7}, frozenset([7])],
          [shared, shared], bytearray(b"ab"), [memoryview(b"cd")]]
for value in values:
    for version in range(5):
        data = marshal.dumps(value, version)
        # From version 3 on, which values are flagged depends on reference counts in CPython.
        print(version, len(data), data[:60].hex() if version < 3 else "", marshal.loads(data) == value)
loop = []
loop.append(loop)
again = marshal.loads(marshal.dumps(loop))
print(again[0] is again, len(again))
a, b = marshal.loads(marshal.dumps([shared, shared]))
print(a is b)
file = io.BytesIO()
for value in values[:5]:
    marshal.dump(value, file)
file.write(b"rest")
file.seek(0)
print([marshal.load(file) == value for value in values[:5]], file.read())
nested = None
for _ in range(1999):
    nested = [nested]
print(len(marshal.dumps(nested)))
bad = [b"", b"i\0\0", b"?", b"\0", b"r\0\0\0\0", b"(\xff\xff\xff\xff", b"[\xff\xff\xff\x7f", b"<\x01\0\0\0[\0\0\0\0", b"0", b"[\x01\0\0\x000",
       b"l\x01\0\0\0\0\x80", b"l\x01\0\0\0\0\0", b"u\x01\0\0\0\xff", b"{[\0\0\0\0N0", b"f\x03abc", b"s\xff\xff\xff\x7f", b"[\x01\0\0\0" * 2001]
for data in bad:
    try:
        print(marshal.loads(data))
    except (ValueError, EOFError, TypeError) as e:
        print(type(e).__name__, e)
for value in object(), [len], nested and [nested, [nested]], type("S", (int,), {})(3):
    try:
        print(len(marshal.dumps(value)))
    except ValueError as e:
        print(e)
code = compile("def f(a, *b, c=1, **d):\n    def g(): return a, c\n    return [g() for x in b]\nclass C:\n    'doc'\n    y: int = 1", "file", "exec")
again = marshal.loads(marshal.dumps([code, code]))
print(again[0] == code, again[0] is again[1])
space = {}
exec(again[0], space)
print(space["f"](1, 2), space["C"].__doc__, space["C"].__annotations__)
