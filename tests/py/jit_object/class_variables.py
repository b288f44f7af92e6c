# trace: compiled>=1
class Base:
    count, names, label = 0, [], "a"

    def bump(self):
        Base.count += 1
        return self.count

class Child(Base):
    count = 1000

class Other(Base):
    pass

def run(n, kinds):
    total = 0
    for i in range(n):
        total += kinds[i % len(kinds)]().bump()
        Base.label = "ab"[i % 2] * (i % 3)
        total += len(Other.label) + len(Child().label)
        Other.own = i
        total += Other().own
    return total

print(run(300, [Base, Child, Other]), Base.count, Child.count, "own" in vars(Base), Base.__dict__["count"])

# A variable that becomes something else: another kind of number, a descriptor, shadowed, deleted.
def reads(n):
    seen, o = [], Other()
    for i in range(n):
        Base.count += 1 if i < 200 else 0.5
        if i == 250:
            Base.count = property(lambda self: -self.own)
            seen.append((type(Base.count).__name__, o.count))
            Base.count = 5
        if i == 260:
            Other.count = 7
        if i == 270:
            o.count = 8
        if i == 280:
            del o.count, Other.count
        if i == 290:
            Base.count = classmethod(lambda cls: cls.__name__)
            seen.append((Base.count(), o.count()))
            Base.count = len(seen)
        seen.append(o.count)
    return seen

seen = reads(300)
print(seen[0] - Base.count, [seen[k] for k in (198, 199, 200, 249, 250, 251, 261, 271, 281, 282, 291, 292, 301)])
for i in range(200):
    Base.names = Base.names + [i] if i % 10 == 0 else Base.names
print(Base.names, Child.names is Other.names)
del Base.names
try:
    Child.names
except AttributeError as e:
    print(e)
