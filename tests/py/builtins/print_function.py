import io, sys
print(1, "a", None, [1], sep="-", end="!\n")
print()
print("x", end="")
print("", "y", sep="<>")
print(*range(3), sep="")
b = io.StringIO()
print("to", "file", file=b, flush=True)
print(repr(b.getvalue()), file=sys.stdout)
print("a", "b", sep=None, end=None)
for k in ({"sep": 5}, {"end": 5}, {"bad": 1}, {"file": 5}):
    try: print("z", **k)
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class S:
    def __str__(self): return "str of S"
print(S(), [S.__name__], "é日😀")
class Bad:
    def __str__(self): return 5
try: print(Bad())
except TypeError as e: print(e)
