# trace: compiled>=1
class Typed:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return getattr(obj, self.name, 0)
    def __set__(self, obj, v):
        setattr(obj, self.name, v)

class P:
    x = Typed()
    y = Typed()

p = P()
for i in range(400):
    p.x += i
    p.y = p.x - i
    if i == 250:
        Typed.__get__ = lambda self, obj, cls=None: 7
print(p.x, p.__dict__)
