from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def p(self): ...
class B(A):
    def f(self): return "f"
class C(B):
    p = 5
for k in (A, B, C):
    try:
        print(k().f(), sorted(k.__abstractmethods__))
    except TypeError as e:
        print(e)
class V(ABC):
    @classmethod
    def __subclasshook__(cls, c): return True if hasattr(c, "quack") else NotImplemented
class Duck:
    def quack(self): pass
print(issubclass(Duck, V), isinstance(5, V))
@A.register
class R: pass
print(isinstance(R(), A), issubclass(R, A), R.__mro__[1:])
import collections.abc as c
print(isinstance([], c.Sequence), isinstance({}, c.Mapping), isinstance(5, c.Hashable), isinstance((x for x in []), c.Generator), issubclass(dict, c.MutableMapping), isinstance("", c.Iterable), isinstance(len, c.Callable))
