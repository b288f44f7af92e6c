# trace: compiled>=1
class Tally:
    def __init__(self):
        self.seen = []

    def add(self, value):
        self.seen.append(value)
        return len(self.seen)

def exchange(tally):
    total = 0
    while True:
        first = yield total
        second = (yield first) or 0
        pair = (first, (yield second), [second])
        tally.add(pair)              # runs Python while the generator runs
        total += tally.add(first) + (pair[1] or 0)

def drive(n):
    tally = Tally()
    g = exchange(tally)
    next(g)
    out = []
    for i in range(n):
        out.append(g.send(i if i % 3 else 'text'))
        out.append(g.send(i * 2 or None))
        out.append(g.send([i][0]))
    return out, tally.seen

out, seen = drive(200)
print(out[-12:])
print(seen[-4:])
print(sum(x for x in out if isinstance(x, int)))

def outer(n):
    for i in range(n):
        got = yield from inner(i, str(i))
        yield got

def inner(i, text):
    kept = [i]
    for part in (text, text * 2, kept):
        back = yield part
        if back:
            kept.append(back)
    return kept + [text]

def run(n):
    g = outer(n)
    out = []
    value = next(g)
    for i in range(4 * n - 1):
        out.append(value if isinstance(value, str) else list(value))
        value = g.send(i if i % 5 == 0 else None)
    return out

print(run(100)[-9:])
