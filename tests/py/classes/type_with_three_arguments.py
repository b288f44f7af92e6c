A = type("A", (), {"x": 1, "f": lambda self: self.x})
B = type("B", (A,), dict(y=2))
print(A().f(), B().y, B.__name__, B.__qualname__, B.__module__, B.__bases__)
for args in (("A",), (1, (), {}), ("A", [], {}), ("A", (), []), ("A", (1,), {}), ("a\0b", (), {})):
    try:
        type(*args)
    except (TypeError, ValueError) as e:
        print(e)
print(type(5), type("A", (object,), {}).__doc__, type(type), type(A))
A.__name__ = "Renamed"
print(A, A.__qualname__)
for src in ("A.__name__ = 5", "A.__bases__ = ()", "A.__bases__ = (5,)", "A.__dict__ = {}", "A.__mro__ = ()", "int.x = 1", "del int.real", "A.__class__ = int", "del A.nope", "A.__name__ = 'a\\0'"):
    try:
        exec(src)
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
