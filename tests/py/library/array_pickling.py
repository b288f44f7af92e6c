import array
import copy
import pickle

make = array._array_reconstructor
for code, items in [("b", [-1, 2]), ("H", [1, 65535]), ("l", [-(2**62), 5]), ("Q", [2**64 - 1]), ("f", [0.5, -2.0]), ("d", [1e300])]:
    a = array.array(code, items)
    assert all(pickle.loads(pickle.dumps(a, p)) == a for p in range(pickle.HIGHEST_PROTOCOL + 1))
    print(a.__reduce_ex__(2), a.__reduce_ex__(3)[1:], a.__reduce_ex__(3)[0] is make)
u = array.array("u", "a\u20ac")
print(pickle.loads(pickle.dumps(u)) == u, copy.copy(u) == u, pickle.loads(pickle.dumps(array.array("i"))))


class Named(array.array):
    pass


n = Named("i", [1, 2])
n.name = "x"
m = pickle.loads(pickle.dumps(n))
print(type(m).__name__, m, m.name)

# bytes of other machines
print(make(array.array, "i", 9, b"\xff\xff\xff\xfe\0\0\0\1"), make(array.array, "l", 8, b"\1\0\0\0"))
print(make(array.array, "d", 17, b"\x3f\xf0\0\0\0\0\0\0"), make(array.array, "f", 15, b"\x3f\x80\0\0"))
print(make(array.array, "u", 18, b"a\0\xac\x20"), make(array.array, "u", 19, b"\xd8\x3d\xde\0"), make(array.array, "Q", 11, bytes(7) + b"\5"))
for args in [
    ("", "b", 0, b""), (int, "b", 0, b""), (array.array, "x", 0, b""), (array.array, "b", -1, b""), (array.array, "b", 22, b""),
    (array.array, "b", 0, ""), (array.array, "d", 17, b"123"), (array.array, "b", 1.5, b""), (array.array, "u", 19, b"\xd8"),
]:
    try:
        make(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
