class Tree:
    def __init__(self, *kids): self.kids = kids
    def __iter__(self):
        yield self
        for k in self.kids:
            yield from k
t = Tree(Tree(), Tree(Tree()))
print(len(list(t)), sum(1 for _ in t))
a, b, *c = (x * x for x in range(5))
print(a, b, c, max(x for x in [3, 1]), *(i for i in "ab"), dict((k, 1) for k in "ab"))
def f(*a): return a
print(f(*(i for i in range(3))), [*(i for i in "xy")], "-".join(c for c in "abc"), 3 in (i for i in range(5)))
