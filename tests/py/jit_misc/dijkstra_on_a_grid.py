# trace: compiled>=1
import heapq
n = 15
cost = [[(x * 7 + y * 13 + x * y) % 9 + 1 for x in range(n)] for y in range(n)]
dist = {(0, 0): 0}
queue = [(0, 0, 0)]
while queue:
    d, x, y = heapq.heappop(queue)
    if d > dist[x, y]:
        continue
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        a, b = x + dx, y + dy
        if 0 <= a < n and 0 <= b < n:
            nd = d + cost[b][a]
            if nd < dist.get((a, b), 10**9):
                dist[a, b] = nd
                heapq.heappush(queue, (nd, a, b))
print(dist[n - 1, n - 1], len(dist), sum(dist.values()))
