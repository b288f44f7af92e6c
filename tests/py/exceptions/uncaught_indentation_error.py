# Of an IndentationError only the beginning is marked, of a SyntaxError the range.
import sys

for number, cls in enumerate((SyntaxError, IndentationError, TabError)):
    sys.excepthook(cls, cls("wrong", ("file.py", 3, 5, "    names here\n", 3, 10)), None)
exec("def f():\n    if 1:\n    print(1)\n")
