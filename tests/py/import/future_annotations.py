from __future__ import annotations
def f(a: undefined, b: list[nope] = 1) -> 1 + 2: pass
class C:
    x: Undefined | None = 1
y: also[undefined]
print(f.__annotations__, C.__annotations__, __annotations__)
