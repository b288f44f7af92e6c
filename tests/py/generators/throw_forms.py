def g():
    while True:
        try:
            yield
        except Exception as e:
            print(type(e).__name__, e.args)
it = g()
next(it)
it.throw(ValueError)
it.throw(ValueError("x"))
it.throw(ValueError, "y")
it.throw(ValueError, ValueError("z"))
it.throw(KeyError, (1, 2))
for args in ((5,), ("a",), (ValueError("a"), 5), (int,), ()):
    try:
        it.throw(*args)
    except TypeError as e:
        print(e)
try:
    it.throw(BaseException("base"))
except BaseException as e:
    print(repr(e))
