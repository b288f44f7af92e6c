import time, copy, types, string
a, b = time.perf_counter(), time.perf_counter()
print(b >= a, time.time() > 1e9, time.strftime("%Y-%m-%d", time.gmtime(0)), type(time.monotonic_ns()).__name__, time.sleep(0))
l = [1, [2, {"k": (3, [4])}]]
s, d = copy.copy(l), copy.deepcopy(l)
l[1][1]["k"][1].append(5)
print(s, d, s[1] is l[1], d == l)
class A:
    def __init__(self): self.x = [1]
a = A()
b = copy.deepcopy(a)
print(b.x, b.x is not a.x, copy.copy(a).x is a.x)
n = types.SimpleNamespace(a=1, b="x")
print(n, n.a, types.MappingProxyType({"k": 1}), isinstance(print, types.BuiltinFunctionType), types.FunctionType(lambda: 0 .__code__, {}) if False else types.new_class("N", (int,)).__name__)
