# trace: compiled>=1
class A: pass
class B(A): pass
class M(type):
    def __instancecheck__(cls, o): return o == 5
class C(metaclass=M): pass

items = [A(), B(), 5, "x", True, 1.0, None, [1]]
n = 0
for i in range(800):
    x = items[i % 8]
    n += isinstance(x, A) + 2 * isinstance(x, (int, str)) + 4 * isinstance(x, C) + 8 * isinstance(x, bool | float)
    n += issubclass(type(x), (A, list)) * 16
print(n)
