b = bytearray(b"abc")
b.append(100)
b.extend(b"ef")
b.extend([103])
b.insert(0, 33)
b[1] = 65
b[2:4] = b"XYZ"
b += b"!"
b *= 2
del b[0]
del b[::3]
print(b, len(b), b.pop(), b.pop(0), b)
b.remove(b[0])
b.reverse()
print(b, b.copy() == b, b.copy() is b, b.count(b"X"))
b[::2] = bytes(len(b[::2]))
print(b)
b.clear()
print(b, bytearray(3), bytearray("é", "utf-8"), repr(bytearray(b"'")))
b = bytearray(b"abc")
for f in (lambda: b.append(256), lambda: b.append("a"), lambda: b.__setitem__(9, 1), lambda: b.__setitem__(0, 300), lambda: b.extend("a"), lambda: b.extend([300]), lambda: bytearray().pop(), lambda: b.remove(1), lambda: b.__setitem__(slice(0, 3, 2), b"abc"), lambda: hash(b), lambda: b.pop(9), lambda: b.insert(0, -1), lambda: b.__setitem__(0, "a"), lambda: b.__delitem__(7)):
    try: f()
    except (ValueError, TypeError, IndexError) as e: print(type(e).__name__, e)
