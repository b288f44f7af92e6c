# trace: compiled>=1
class Picky:
    def __init__(self, v):
        self.v = v
    def __getitem__(self, k):
        if k % 2:
            raise IndexError(k)
        return self.v + k
    def __add__(self, other):
        if other % 3 == 0:
            raise ArithmeticError(other)
        return NotImplemented
    def __getattr__(self, name):
        if name == "gone":
            raise AttributeError(name, "really")
        return name

def run(n):
    table, items, text = {i: i for i in range(0, n, 3)}, [1, 2, 3], "abc"
    counts, p = {}, Picky(5)
    tests = [lambda i: table[i], lambda i: items[i % 5], lambda i: text[i % 4], lambda i: int(text[i % 3] + "0", 11 + i % 2),
             lambda i: 7 // (i % 3), lambda i: 7 % (i % 2), lambda i: 1.5 / (i % 2), lambda i: p[i], lambda i: p + i,
             lambda i: p.gone if i % 2 else p.here, lambda i: items.index(i % 5), lambda i: items.pop() if i % 2 else None,
             lambda i: next(iter(items[:i % 2])), lambda i: float("1" if i % 2 else "x"), lambda i: chr(-1 - i % 2),
             lambda i: {}.pop(i % 2), lambda i: [][0:1][i % 1], lambda i: "%d" % (1 if i % 2 else "s")]
    for k, test in enumerate(tests):
        for i in range(n):
            items[:] = [1, 2, 3]
            try:
                value = test(i)
            except (LookupError, ArithmeticError) as e:
                key = k, type(e).__name__, len(e.args)
            except ValueError as e:
                key = k, "value", str(e)
            except (TypeError, AttributeError, StopIteration) as e:
                key = k, type(e).__name__, str(e)
            else:
                key = k, "fine", type(value).__name__
            counts[key] = counts.get(key, 0) + 1
    return counts

for key, count in run(150).items():
    print(key, count)
