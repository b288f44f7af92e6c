class A:
    def __init__(self, n): self.n = n
    def __add__(self, o): print(self.n, "add"); return NotImplemented
    def __radd__(self, o): print(self.n, "radd"); return self.n
class B(A):
    def __radd__(self, o): print(self.n, "B.radd"); return "B"
class C(A): pass
class D: pass
a, b, c = A("a"), B("b"), C("c")
print(a + b)
print(a + c)
print(5 + a)
for x, y in ((a, A("a2")), (a, D()), (D(), a)):
    try:
        print(x + y)
    except TypeError as e:
        print(e)
class I(int):
    def __radd__(self, o): return "I.radd"
    def __rsub__(self, o): return "I.rsub"
print(1 + I(2), 1.5 - I(2), I(1) + 1, True + I(1))
