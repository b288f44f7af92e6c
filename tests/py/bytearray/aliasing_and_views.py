b = bytearray(b"hello")
c = b
c += b" world"
print(b, b is c)
m = memoryview(b)
m[0] = 72
print(b, m[1], bytes(m[2:5]), m.nbytes, m.format, m.tolist()[:3], m.readonly, memoryview(b"x").readonly)
try: b.append(1)
except BufferError as e: print(e)
m.release()
b.append(1)
try: m[0]
except ValueError as e: print(e)
try: memoryview(b"x")[0] = 1
except TypeError as e: print(e)
print(bytearray(b"ab").join([b"1", b"2"]), bytearray(b"x").upper(), type(bytearray(b"x") + b"y").__name__, type(b"y" + bytearray(b"x")).__name__)
