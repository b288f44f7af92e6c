import heapq, bisect
h = [5, 1, 4]
heapq.heapify(h)
heapq.heappush(h, 0)
print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [1, 3, 2]), heapq.nsmallest(2, "hello"), list(heapq.merge([1, 4], [2, 3])), heapq.heappushpop([1, 2], 0), heapq.heapreplace([1, 2], 5))
l = [1, 3, 3, 5]
print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 9))
bisect.insort(l, 4)
print(l, bisect.bisect([5, 3], 0, key=lambda x: -x))
try: heapq.heappop([])
except IndexError as e: print(e)
