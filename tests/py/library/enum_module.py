from enum import Enum, IntEnum, Flag, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def hello(self): return "hi " + self.name
print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], list(Color), Color.CRIMSON is Color.RED, Color.RED.hello(), Color.RED.value, len(Color), Color.RED in Color, Color.__members__.keys())
class N(IntEnum):
    A = 1
    B = auto()
print(N.B + 1, N.A < N.B, N(2), f"{N.A}", sorted([N.B, N.A]))
class F(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(F.R | F.X, F.RW & F.W, F.R in F.RW, ~F.RW, bool(F.R & F.W), F(5))
for f in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.GREEN):
    try: f()
    except (ValueError, KeyError, AttributeError, TypeError) as e: print(type(e).__name__, e)
