x = "global"
def f():
    x = "function"
    class C:
        x = "class"
        def m(self): return x
        y = [x for _ in range(1)]
        z = (lambda: x)()
        w = x
    return C().m(), C.y, C.z, C.w
print(f())
class D:
    x = "D"
    def m(self):
        return x
    l = [i for i in x]
print(D().m(), D.l)
def g():
    v = 1
    class E:
        v = v if "v" in dir() else "none"
    return E.v
try:
    print(g())
except NameError as e:
    print("NameError", e)
