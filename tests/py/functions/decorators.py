def d(n):
    print("make", n)
    def wrap(f):
        print("wrap", n, f.__name__)
        return f
    return wrap
@d(1)
@d(2)
def f(): pass
x = [lambda f: ("first", f.__name__)]
@x[0]
def g(): pass
print(g)
@(lambda f: f())
def v(): return 42
print(v)
@property
class P: pass
print(type(P))
@d("class")
class C: pass
