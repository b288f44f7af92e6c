import _imp
code = compile("def outer():\n    def inner(): pass\n    return inner\nclass A:\n    def m(self): pass\n", "old.py", "exec")
other = compile("0", "other.py", "eval")

def names(code):
    yield code.co_filename
    for const in code.co_consts:
        if hasattr(const, "co_filename"):
            yield from names(const)

_imp._fix_co_filename(code, "new.py")
print(list(names(code)))
_imp._fix_co_filename(other, "old.py")
print(list(names(other)))
for args in ((1, "x"), (code, 2)):
    try:
        _imp._fix_co_filename(*args)
    except TypeError as e:
        print(e)
