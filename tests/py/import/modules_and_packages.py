import sys
sys.path.insert(0, "_fixtures")
import simple, simple as s
from simple import value, double as d
import pkg.sub.leaf
import pkg.sub.leaf as leaf
from pkg import sub, name
from pkg.sub import leaf as l2, helper
print(simple is s, value, d(4), pkg.sub.leaf.where, leaf is l2, sub.leaf is leaf, name, helper(3))
print(simple.__name__, leaf.__name__, leaf.__package__, pkg.__package__, pkg.__file__.split("/")[-1], [p.split("/")[-1] for p in pkg.__path__], simple.__spec__.name, simple.__doc__)
print("simple" in sys.modules, "pkg.sub" in sys.modules, sys.modules["pkg.sub.leaf"] is leaf)
value = 100
print(simple.value, simple.get())
simple.value = 7
print(simple.get())
