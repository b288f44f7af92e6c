from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
@dataclass(order=True)
class P:
    x: int
    y: float = 1.5
    tags: list = field(default_factory=list, compare=False, repr=False)
    def norm(self): return self.x + self.y
p = P(1)
print(p, p == P(1), p < P(2), asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(P)], p.norm(), P.__match_args__)
@dataclass(frozen=True, slots=True)
class F:
    a: int
    b: str = "b"
f = F(1)
print(hash(f) == hash(F(1)), {f: 1}[F(1)], hasattr(f, "__dict__"))
try: f.a = 2
except FrozenInstanceError as e: print(e)
try: P()
except TypeError as e: print(e)
@dataclass
class C(P):
    z: int = 0
    def __post_init__(self): self.z += 100
print(C(1, 2.0, z=5))
try:
    @dataclass
    class Bad: l: list = []
except ValueError as e: print(e)
