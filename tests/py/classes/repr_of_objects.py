class A: pass
class B:
    class C: pass
def f():
    class L: pass
    return L
import re
for o in (A(), B.C(), f()(), object(), lambda: 0, A().__init__, f, (x for x in []), iter([]), A.__repr__, type("T", (), {"__module__": "m.n"})()):
    print(re.sub(r"0x[0-9a-f]+", "ADDR", repr(o)))
print(A, B.C, f(), int, type, type(None), type(...), type(NotImplemented), [].__class__, type("X", (), {"__module__": "builtins"}))
class R:
    def __repr__(self): return "R!"
print([R(), (R(),), {R(): R()}], str(R()), f"{R()} {R()!s} {R()!a}")
