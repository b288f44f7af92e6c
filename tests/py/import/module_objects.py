import sys, types
sys.path.insert(0, "_fixtures")
import dynamic
print(dynamic.magic, dynamic.x, dir(dynamic))
try: dynamic.other
except AttributeError as e: print(e)
from dynamic import magic
m = types.ModuleType("made", "doc of made")
m.v = 1
sys.modules["made"] = m
import made
print(made.v, made.__name__, made.__doc__, repr(made), vars(made)["v"], type(made).__name__, magic)
try: made.nope
except AttributeError as e: print(e)
print(repr(sys).startswith("<module 'sys' (built-in)>"), made.__spec__, made.__loader__)
del made.v
print(hasattr(made, "v"))
class Mod(types.ModuleType):
    @property
    def p(self): return "property"
made.__class__ = Mod
print(made.p)
