# trace: compiled>=1
def make(n):
    state = {"calls": 0}
    def gen():
        for i in range(n):
            state["calls"] += 1
            yield lambda k: k + i + state["calls"]
    return gen(), state
s = 0
for r in range(30):
    it, st = make(r % 9)
    for f in it:
        s += f(r)
    s += st["calls"]
print(s)
