class Evil:
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, other):
        self.d.clear()
        return False

out = []
for i in range(100):
    d = {1: "one"}
    e = Evil(d)
    d[e] = 2
    out.append(len(d))
print(sum(out), out[:3])
