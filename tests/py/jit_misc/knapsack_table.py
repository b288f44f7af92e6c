# trace: compiled>=1
def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1):
            if best[c - w] + v > best[c]:
                best[c] = best[c - w] + v
    return best

items = [(i * 7 % 13 + 1, i * 11 % 17 + 1) for i in range(25)]
b = knapsack(items, 60)
print(b[60], b[:12])
