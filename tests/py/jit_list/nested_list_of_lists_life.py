# trace: compiled>=1
def step(g, n):
    new = [[0] * n for _ in range(n)]
    for y in range(n):
        for x in range(n):
            c = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if dx or dy:
                        c += g[(y + dy) % n][(x + dx) % n]
            new[y][x] = 1 if c == 3 or (c == 2 and g[y][x]) else 0
    return new

n = 12
g = [[0] * n for _ in range(n)]
for y, x in ((1, 2), (2, 3), (3, 1), (3, 2), (3, 3)):
    g[y][x] = 1
for _ in range(12):
    g = step(g, n)
print("\n".join("".join(".#"[c] for c in row) for row in g))
