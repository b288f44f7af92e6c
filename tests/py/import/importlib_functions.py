import sys, importlib
sys.path.insert(0, "_fixtures")
m = importlib.import_module("pkg.sub.leaf")
print(m.where, importlib.import_module(".leaf", "pkg.sub") is m)
import simple
simple.value = "changed"
print(importlib.reload(simple) is simple, simple.value)
print(importlib.util.find_spec("nope") if hasattr(importlib, "util") else None)
import namespace_pkg.inner
print(namespace_pkg.inner.v, hasattr(namespace_pkg, "__file__"), namespace_pkg.__spec__.origin)
