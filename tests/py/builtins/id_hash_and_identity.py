a = object()
print(id(a) == id(a), id(a) != id(object()) or True, hash(a) == hash(a), a is a, a == a, a != object(), hash(None) == hash(None), hash("a") == hash("a"), hash(1) == hash(1.0) == hash(True))
for v in ([], {}, set(), bytearray(), slice(1)):
    try: hash(v)
    except TypeError as e: print(e)
print(hash((1, 2)), hash(-1), hash(-2), hash(2**61 - 2), hash(0.1), hash(1j), hash(range(0)) == hash(range(5, 0)))
