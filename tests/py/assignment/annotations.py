x: int = 1
y: "str"
(z): int = 2
class C:
    a: int
    b: str = ""
    __p: float = 0
c = C()
c.q: float = 1.0
d = {}
d["k"]: int = 1
t: tuple = 1, 2
print(__annotations__, C.__annotations__, z, c.q, d, t)
def f():
    v: undefined_name
    w: also_undefined = 3
    return w
print(f(), f.__annotations__)
try:
    y
except NameError as e:
    print(e)
