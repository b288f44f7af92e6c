import sys
sys.path.insert(0, "_fixtures")
from star import *
print(a, b, "c" in globals())
from simple import *
print(value, double(2), "_private" in globals())
from pkg import *
print(name, lazy.__name__)
try: exec("from math import nope")
except ImportError as e: print(type(e).__name__, str(e).split(" (")[0], e.name)
