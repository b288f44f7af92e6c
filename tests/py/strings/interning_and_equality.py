a = "hello world"
b = "".join(["hello", " ", "world"])
print(a == b, hash(a) == hash(b), {a: 1}[b], a != b, not a < b)
import sys
print(sys.intern(b) is sys.intern(a))
class S(str):
    def __eq__(self, o): return "S.eq"
    __hash__ = str.__hash__
print("a" == S("a"), S("a") == "b", S("a") in ["a"], {S("k"): 1}.get("k"))
print("a".__eq__(5), "a" == 5, "a" == b"a", "1" == 1)
