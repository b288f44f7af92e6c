for f in (5, "a", None, [], {}, 1.5, ..., NotImplemented, object()):
    try:
        f()
    except TypeError as e:
        print(str(e))
class A: pass
try:
    A()()
except TypeError as e:
    print(e)
