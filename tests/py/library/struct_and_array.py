import struct, array
print(struct.pack("<ihb", 1, -2, 3), struct.unpack(">Hf", b"\x01\x02\x3f\x80\0\0"), struct.calcsize("bi"), struct.pack("3s5p?", b"abcd", b"xy", True), struct.unpack_from("<I", b"\0\0\1\0\0\0", 2), list(struct.iter_unpack("<h", b"\1\0\2\0")))
for f in (lambda: struct.pack("b", 300), lambda: struct.unpack("i", b"a"), lambda: struct.pack("z", 1), lambda: struct.pack("ii", 1)):
    try: f()
    except struct.error as e: print(e)
a = array.array("i", [1, 2, 3])
a.append(4)
a.extend([5])
print(a, a[1], a[-1], a.itemsize, a.tobytes()[:4], sum(a), a.index(3), a[1:3], array.array("d", [1.5]), a.typecode)
try: a.append("x")
except TypeError as e: print(e)
try: array.array("b", [200])
except OverflowError as e: print(e)
