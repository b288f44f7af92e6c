import sys
sys.path.insert(0, "_fixtures")
for src in ("import nope", "import pkg.nope", "import simple.x", "from simple import nope", "from . import x", "from .a import b", "import nope.a.b", "from pkg import nope", "import broken", "import bad_syntax", "from math.x import y", "__import__('')", "__import__(5)", "import sys.x"):
    try: exec(src, {"__name__": "__main__"})
    except (ImportError, ValueError, SyntaxError, TypeError) as e: print(src, "->", type(e).__name__, str(e).split(" (")[0])
print("broken" in sys.modules)
sys.modules["blocked"] = None
try: import blocked
except ModuleNotFoundError as e: print(e, e.name)
