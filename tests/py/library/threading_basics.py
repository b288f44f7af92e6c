import threading, queue
lock = threading.Lock()
total = 0
def work(n):
    global total
    for i in range(n):
        with lock: total += 1
ts = [threading.Thread(target=work, args=(200,)) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(total, threading.current_thread().name)
q = queue.Queue()
threading.Thread(target=lambda: [q.put(i) for i in range(3)]).start()
print([q.get() for _ in range(3)])
e = threading.Event()
threading.Timer(0.01, e.set).start()
print(e.wait(5))
