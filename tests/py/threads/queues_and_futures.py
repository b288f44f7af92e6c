import queue, threading, time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, TimeoutError
q = queue.Queue(2)
def produce():
    for i in range(6): q.put(i)
    q.put(None)
threading.Thread(target=produce).start()
print(list(iter(q.get, None)))
try: q.get(timeout=0.01)
except queue.Empty: print("empty")
p = queue.PriorityQueue()
for x in (3, 1, 2): p.put(x)
print([p.get() for _ in range(3)])
s = queue.SimpleQueue()
threading.Timer(0.01, s.put, ["late"]).start()
print(s.get(timeout=5))
with ThreadPoolExecutor(max_workers=3, thread_name_prefix="w") as pool:
    fs = [pool.submit(lambda n: (time.sleep(n / 100), n)[1], n) for n in (3, 1, 2)]
    print(sorted(f.result() for f in as_completed(fs)))
    print(sorted(f.result() for f in wait(fs).done))
    gate = threading.Event()
    slow = pool.submit(gate.wait)
    try: slow.result(timeout=0.01)
    except TimeoutError: print("timeout")
    gate.set()
