# trace: compiled>=1
import heapq
def push(h, x):
    h.append(x)
    i = len(h) - 1
    while i and h[(i - 1) // 2] > h[i]:
        h[i], h[(i - 1) // 2] = h[(i - 1) // 2], h[i]
        i = (i - 1) // 2
def pop(h):
    h[0], h[-1] = h[-1], h[0]
    x = h.pop()
    i = 0
    while 2 * i + 1 < len(h):
        c = 2 * i + 1
        if c + 1 < len(h) and h[c + 1] < h[c]:
            c += 1
        if h[i] <= h[c]:
            break
        h[i], h[c] = h[c], h[i]
        i = c
    return x

data = [(i * 7919) % 1009 for i in range(300)]
h, k = [], []
for x in data:
    push(h, x)
    heapq.heappush(k, x)
a = [pop(h) for _ in range(300)]
b = [heapq.heappop(k) for _ in range(300)]
print(a == sorted(data), b == a, a[:5])
