# trace: compiled>=1
# Exceptions out of __getattr__, __getattribute__ and property getters that a loop handles: recording goes on where they are
# caught, and AttributeErrors know object and name.
class Hook:
    def __init__(self, n):
        self.n = n

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError
        if name == "broken":
            raise ValueError(self.n)
        return name

    @property
    def half(self):
        if self.n % 2:
            raise AttributeError("odd")
        return self.n // 2


class All:
    def __init__(self, n):
        self.n = n

    def __getattribute__(self, name):
        if name == "gone":
            raise AttributeError("gone", 5)
        if name == "bad":
            raise KeyError(name)
        return object.__getattribute__(self, name)


class Both(All):
    def __getattr__(self, name):
        if name == "gone":
            raise AttributeError
        return name


def run(get, objects, n):
    seen = {}
    for i in range(n):
        o = objects[i % len(objects)]
        try:
            key = "fine", get(o)
        except AttributeError as e:
            key = "AttributeError", e.args, e.name, e.obj is o
        except (ValueError, KeyError) as e:
            key = type(e).__name__, e.args
        seen[key] = seen.get(key, 0) + 1
    return seen


def here(objects, n):
    caught = 0
    for i in range(n):
        try:
            objects[i % len(objects)].missing
        except AttributeError:
            caught += 1
        try:
            objects[i % len(objects)].broken
        except ValueError:
            caught += 10
    return caught


hooks, alls, boths = [Hook(4), Hook(5)], [All(1)], [Both(1)]
for get in (lambda o: o.missing, lambda o: o.broken, lambda o: o.half, lambda o: o.other):
    print(run(get, hooks, 150))
for get in (lambda o: o.gone, lambda o: o.bad, lambda o: o.n):
    print(run(get, alls, 150))
    print(run(get, boths, 150))
print(here(hooks, 200))
