import builtins, os
real = builtins.__import__
log = []
def hook(name, globals=None, locals=None, fromlist=(), level=0):
    log.append((name, fromlist, level))
    return real(name, globals, locals, fromlist, level)
builtins.__import__ = hook
import math
from math import sin, cos as c
import os.path as p
builtins.__import__ = real
print([x for x in log if x[0] in ("math", "os.path")], sin(0), p.join("a", "b"))
