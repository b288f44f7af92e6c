print(len.__name__, len.__module__, len.__self__.__name__ if hasattr(len.__self__, "__name__") else len.__self__)
print(str.join.__name__, str.join.__qualname__, str.join.__objclass__, type(str.join).__name__, type("".join).__name__)
print(type(object.__init__).__name__, type(dict.__dict__["fromkeys"]).__name__, type(len).__name__, type(int.real).__name__, type(type(lambda: 0).__code__).__name__)
print(str.upper("abc"), list.append.__call__([], 1), dict.fromkeys("ab", 1), int.__add__(1, 2), (5).__add__(1.5), object.__repr__.__name__)
for f in (lambda: str.upper(5), lambda: list.append(5, 1), lambda: str.upper(), lambda: int.__add__("a", 1), lambda: object.__new__(5), lambda: int.__new__(str), lambda: object.__new__(int)):
    try:
        print(f())
    except TypeError as e:
        print(e)
