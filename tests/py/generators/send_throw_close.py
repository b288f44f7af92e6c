def g():
    try:
        x = yield 1
        print("got", x)
        try:
            y = yield 2
        except ValueError as e:
            y = "caught " + str(e)
        print(y)
        yield 3
    finally:
        print("finally")
it = g()
print(next(it), it.send("a"), it.throw(ValueError("v")))
it.close()
it.close()
for f in (lambda: next(it), lambda: it.send(1), lambda: it.throw(KeyError("k"))):
    try:
        f()
    except (StopIteration, KeyError) as e:
        print(repr(e))
try:
    g().send(5)
except TypeError as e:
    print(e)
