# trace: compiled>=1
def find(grid, want):
    for y, row in enumerate(grid):
        for x, v in enumerate(row):
            if v == want:
                return x, y
    return None

grid = [[y * 20 + x for x in range(20)] for y in range(20)]
print(find(grid, 0), find(grid, 399), find(grid, 217), find(grid, 400))
hits = 0
for w in range(0, 420, 3):
    if find(grid, w):
        hits += 1
print(hits)
