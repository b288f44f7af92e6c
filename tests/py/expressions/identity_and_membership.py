a = []
b = a
print(a is b, a is not [], None is None, 1 in (1, 2), "b" in "abc", 3 not in {1: 2}, [] in [[]], () in [()])
print("" in "", b"a" in b"abc", 97 in b"abc", 2.0 in range(5), "x" in {"x": 1}.keys())
try:
    1 in 5
except TypeError as e:
    print(e)
try:
    1 in "abc"
except TypeError as e:
    print(e)
