def f(a, *args, b=2, **kw):
    def g():
        nonlocal a, b
        a += 1
        b += 1
        return a, args, b, kw
    return g
g = f(1, 5, 6, z=7)
print(g(), g(), g.__code__.co_freevars)
def swap(x):
    def get(): return x
    def set_(v):
        nonlocal x
        x = v
    return get, set_
get, put = swap(1)
put("new")
print(get())
