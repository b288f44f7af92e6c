# trace: compiled>=1
class Grid:
    def __init__(self, w, h):
        self.w = w
        self.cells = [0] * (w * h)
    def __getitem__(self, p): return self.cells[p[1] * self.w + p[0]]
    def __setitem__(self, p, v): self.cells[p[1] * self.w + p[0]] = v
    def __len__(self): return len(self.cells)
    def __contains__(self, v): return v in self.cells

g = Grid(10, 10)
for k in range(5):
    for y in range(10):
        for x in range(10):
            g[x, y] += x * y + k
print(sum(g.cells), g[9, 9], len(g), 81 * 5 + 10 in g, -1 in g)
