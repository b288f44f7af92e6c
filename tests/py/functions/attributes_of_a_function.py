def f(a, b: int = 1, *c, d: str = "x", **e) -> float:
    "the doc"
    x = 1
    return x
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__dict__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_nlocals, c.co_freevars, c.co_cellvars, c.co_firstlineno, c.co_flags & 12, c.co_qualname)
f.attr = 5
f.__name__ = "renamed"
f.__doc__ = None
print(f.attr, f.__name__, f.__qualname__, f.__dict__, f.__globals__ is globals())
for bad in ("f.__name__ = 5", "f.__code__ = 5", "f.__defaults__ = 5", "del f.__name__", "f.__dict__ = 5", "f.__globals__ = {}"):
    try:
        exec(bad)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class A:
    def m(self):
        def inner(): pass
        return inner
print(A.m.__qualname__, A().m().__qualname__, (lambda: 0).__qualname__)
print(repr(f).split(" at ")[0], repr(A().m).split(" of ")[0], repr(len), repr([].append).split(" at ")[0])
