# Sets and dicts made of sets and dicts take over the hashes; subclasses are copied and pickled with what they hold.
import copy

hashed = 0


class H(int):
    def __hash__(self):
        global hashed
        hashed += 1
        return int.__hash__(self)


d = dict.fromkeys(map(H, range(10)))
for make in (set, frozenset, lambda d: set(d) | set(d), lambda d: dict.fromkeys(set(d)), lambda d: dict.fromkeys(d, 1),
             lambda d: set().union(d), lambda d: set(d).difference(d), lambda d: set(d).symmetric_difference(d)):
    before = hashed
    print(len(make(d)), hashed - before)


class Slotted(set):
    __slots__ = ("x", "y", "__dict__")


class Frozen(frozenset):
    pass


s = Slotted([1, 2])
s.x = 10
s.z = 3
print(s.__reduce_ex__(2)[1:], s.__reduce__()[1:])
c = copy.copy(s)
print(c, c.x, c.z, type(c).__name__, type(s.copy()).__name__, type(Frozen([1]).copy()).__name__)


other = set()


class Clearing:
    def __hash__(self):
        return hash(0)

    def __eq__(self, o):
        other.clear()
        return False


other = {Clearing() for _ in range(10)}
print(len({0} | other) <= 11)
