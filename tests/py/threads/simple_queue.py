import queue
import threading
import time
from _queue import Empty, SimpleQueue

print(queue.SimpleQueue is SimpleQueue, queue.Empty is Empty, SimpleQueue[int])
q = SimpleQueue()
for i in range(3):
    q.put(i)
q.put_nowait("last")
print(q.qsize(), q.empty(), [q.get() for _ in range(3)], q.get_nowait(), q.empty())
for get in (q.get_nowait, lambda: q.get(False), lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1)):
    try:
        get()
    except (Empty, ValueError) as e:
        print(type(e).__name__, e)

# Several threads put, several take; each takes until it gets None.
N = 500
taken = [[] for _ in range(3)]


def put(start):
    for i in range(N):
        q.put(start + i)


def take(out):
    while (item := q.get(timeout=20)) is not None:
        out.append(item)


takers = [threading.Thread(target=take, args=(out,)) for out in taken]
putters = [threading.Thread(target=put, args=(k * N,)) for k in range(4)]
for thread in takers + putters:
    thread.start()
for thread in putters:
    thread.join()
for _ in takers:
    q.put(None)
for thread in takers:
    thread.join()
everything = sum(taken, [])
print(len(everything), sorted(everything) == list(range(4 * N)), q.empty())
for out in taken:   # what one thread put stays in order
    assert all(a < b for k in range(4) for a, b in zip(*[[x for x in out if x // N == k][i:] for i in (0, 1)]))


def late():
    time.sleep(0.05)
    q.put("late")


thread = threading.Thread(target=late)
thread.start()
print(q.get())
thread.join()
