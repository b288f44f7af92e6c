m = memoryview(b"abcdef")
print(m[0], bytes(m[1:3]), len(m), m.tolist(), m[::2].tobytes(), m == b"abcdef", m.shape, m.strides, m.itemsize, m.ndim, hash(m) == hash(b"abcdef"), m.hex(), m.contiguous, list(reversed(m))[:2], 97 in m)
b = bytearray(8)
c = memoryview(b).cast("I")
c[1] = 258
print(b, c.tolist(), c.format)
with memoryview(b) as v: v[2:4] = b"xy"
print(b)
for f in (lambda: v[0], lambda: m["a"], lambda: m[9], lambda: memoryview(5), lambda: memoryview(b).__setitem__(slice(0, 2), b"abc")):
    try: f()
    except (ValueError, TypeError, IndexError) as e: print(type(e).__name__, e)
