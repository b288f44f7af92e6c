print(type(None)() is None, type(...)() is ..., type(NotImplemented)() is NotImplemented, type(None).__name__, bool(...), type(type), type.__mro__, object.__bases__, object().__class__)
for f in (lambda: type(None)(1), lambda: type(...)(1), lambda: object().x, lambda: None.x, lambda: None + 1, lambda: (lambda v: v[0])(None), lambda: (lambda v: v())(None), lambda: setattr(None, "x", 1), lambda: object.__new__(), lambda: len(None), lambda: iter(None)):
    try: print(f())
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
