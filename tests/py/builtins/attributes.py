class A: x = 1
a = A()
setattr(a, "y", 2)
print(getattr(a, "x"), getattr(a, "z", "d"), hasattr(a, "y"), hasattr(a, "q"), vars(a), callable(len), callable(5), callable(A), callable(a), isinstance(a, A), issubclass(A, object), type(a) is A)
delattr(a, "y")
for f in (lambda: getattr(a, "y"), lambda: delattr(a, "y"), lambda: getattr(a, 5), lambda: setattr(a, 5, 1), lambda: hasattr(a, 5), lambda: vars(5), lambda: getattr(a), lambda: setattr(a, "x"), lambda: isinstance(1, "int"), lambda: issubclass(int, "x")):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class P:
    @property
    def p(self): raise AttributeError("inner")
    @property
    def v(self): raise ValueError("v")
print(hasattr(P(), "p"), getattr(P(), "p", "default"))
try: hasattr(P(), "v")
except ValueError as e: print(e)
