import threading, time
lock = threading.Lock()
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.locked())
threading.Timer(0.02, lock.release).start()
print(lock.acquire(timeout=5))
lock.release()
for call in (lock.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -2), lambda: lock.acquire(timeout=1e20)):
    try: call()
    except (RuntimeError, ValueError, OverflowError) as e: print(type(e).__name__, e)
rlock = threading.RLock()
with rlock:
    with rlock:
        print(rlock._is_owned())
        t = threading.Thread(target=lambda: print("other takes it:", rlock.acquire(timeout=0.01)))
        t.start(); t.join()
try: rlock.release()
except RuntimeError as e: print(e)

condition, items = threading.Condition(), []
def consume():
    with condition:
        while len(items) < 3:
            condition.wait()
        print("consumed", items)
t = threading.Thread(target=consume)
t.start()
for i in range(3):
    with condition:
        items.append(i)
        condition.notify_all()
t.join()
barrier, order = threading.Barrier(3), []
def meet(i):
    barrier.wait()
    order.append(i)
ts = [threading.Thread(target=meet, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(order), threading.active_count())
semaphore = threading.BoundedSemaphore(1)
semaphore.acquire(); semaphore.release()
try: semaphore.release()
except ValueError as e: print(e)
event = threading.Event()
print(event.wait(0.01), event.set(), event.wait())
