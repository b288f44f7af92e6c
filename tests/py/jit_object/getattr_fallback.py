# trace: compiled>=1
class Lazy:
    def __getattr__(self, name):
        if name.startswith("v"):
            return int(name[1:])
        raise AttributeError(name)

l = Lazy()
s = 0
for i in range(400):
    s += l.v7 + getattr(l, f"v{i % 9}") + getattr(l, "zz", 1)
    if i == 200:
        l.v7 = 100
    s += hasattr(l, "w")
print(s)
