for it in (iter([]), iter(()), iter({}), iter({}.values()), iter({}.items()), iter(set()), iter(""), iter(b""), iter(bytearray()), iter(range(0)), iter(range(1 << 70)), reversed([]), reversed({}), zip(), enumerate([]), map(len, []), filter(None, []), (x for x in []), iter(lambda: 1, 1)):
    print(type(it).__name__, iter(it) is it, next(it, "end"))
it = iter([1, 2])
print(list(it), list(it), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])))
import copy
z = iter([1, 2, 3])
next(z)
print(list(copy.copy(z)), list(z))
