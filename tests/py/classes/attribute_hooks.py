class A:
    x = 1
    def __getattribute__(self, n):
        if n == "magic": return 42
        return super().__getattribute__(n)
    def __getattr__(self, n):
        if n == "raise": raise AttributeError("custom")
        return "fallback " + n
    def __setattr__(self, n, v):
        print("set", n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print("del", n)
        super().__delattr__(n)
    def __dir__(self): return ["b", "a"]
a = A()
print(a.magic, a.x, a.other)
a.y = 5
print(a.y, dir(a), getattr(a, "raise", "default"), hasattr(a, "raise"), hasattr(a, "any"))
del a.y
print(a.y)
try:
    del a.zz
except AttributeError as e:
    print(e)
try:
    getattr(a, "raise")
except AttributeError as e:
    print(e)
