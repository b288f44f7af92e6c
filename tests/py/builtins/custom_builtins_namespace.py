ns = {"__builtins__": {"len": lambda x: "fake", "print": print}}
exec("print(len([]))", ns)
try: exec("abs(1)", ns)
except NameError as e: print(e)
try: exec("class A: pass", {"__builtins__": {}})
except NameError as e: print(e)
try: exec("import sys", {"__builtins__": {}})
except ImportError as e: print(e)
calls = []
def imp(name, *a):
    calls.append(name)
    return name.upper()
exec("import os as o\nfrom a import b" if False else "import os as o\nprint(o)", {"__builtins__": {"__import__": imp, "print": print}})
print(calls)
