def f(a):
    b = 2
    def g():
        c = a + b
        return sorted(locals().items())
    return sorted(k for k in locals()), g()
print(f(1))
def h():
    x = 1
    d = locals()
    x = 2
    return d["x"], locals()["x"]
print(h())
