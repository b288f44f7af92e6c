class Plugin:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Plugin.registry.append((cls.__name__, tag))
class A(Plugin, tag="a"): pass
class B(A): pass
print(Plugin.registry)
try:
    class C(Plugin, other=1): pass
except TypeError as e:
    print(e)
try:
    class D(x=1): pass
except TypeError as e:
    print(e)
class Named:
    def __set_name__(self, owner, name): self.owner, self.name = owner, name
class E:
    n = Named()
print(E.n.name, E.n.owner is E)
class Bad:
    def __set_name__(self, o, n): raise ValueError("no")
try:
    class F:
        b = Bad()
except RuntimeError as e:
    print(e, repr(e.__cause__))
