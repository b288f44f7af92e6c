# __bytes__ and __float__ of subclasses of str, separators of hex(), slots of bytearray's subclasses, resizing under a view.
import copy


class Text(str):
    def __bytes__(self):
        return b"abc"

    def __float__(self):
        return float(str(self)) + 1


print(bytes(Text("8")), bytes(Text("8"), "utf-8"), float(Text("8")), float(str(Text("8"))))
for f in (lambda: bytes("x"), lambda: bytes(Text("8"), errors="strict"), lambda: bytearray(Text("8")), lambda: float.__getformat__(1)):
    try:
        print(f())
    except TypeError as e:
        print(e)
three = b"\xb9\x01\xef"
print(ascii(three.hex("\0")), ascii(three.hex(b"\x7f")), three.hex(":", -2))


class Slotted(bytearray):
    __slots__ = ("x", "__dict__")


s = Slotted(b"ab")
s.x = 1
s.y = 2
c = copy.copy(s)
print(c, c.x, c.y, s.__reduce_ex__(2)[2], type(c).__name__)
b = bytearray(range(10))
b[1:-1:2] = b""
print(b)
view = memoryview(b)
try:
    b[0:4:2] = b""
except BufferError as e:
    print(e)
try:
    b[0:4:2] = b"abc"
except ValueError as e:
    print(e)
