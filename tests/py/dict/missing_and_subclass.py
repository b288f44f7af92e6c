class D(dict):
    def __missing__(self, k): return f"<{k}>"
d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, d, len(d))
class E(dict):
    def __getitem__(self, k): return "getitem"
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
e = E(x=1)
e["y"] = 5
e.update(z=3)
print(e["q"], e.get("x"), e, dict(e), {**e}, list(e.values()), e | {"w": 1}, type(e | {}).__name__, type(e.copy()).__name__)
class K(str):
    def __hash__(self): return hash(str(self))
    def __eq__(self, o): return str(self) == o
print({K("a"): 1}["a"], {"a": 1}[K("a")])
