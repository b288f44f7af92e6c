class A:
    def __init__(self, v): self.v = v
    def __add__(self, o): return A(("add", self.v, o))
    def __iadd__(self, o): return NotImplemented
class B:
    def __radd__(self, o): return ("radd", o)
a = A(1)
a += 2
print(a.v)
x = 5
x += B()
print(x)
try:
    x = 5
    x += "s"
except TypeError as e:
    print(e)
for op in ("-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "@="):
    try:
        exec(f"v = None\nv {op} 'x'")
    except TypeError as e:
        print(e)
