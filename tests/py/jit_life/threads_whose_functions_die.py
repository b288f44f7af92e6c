# trace: compiled>=10
# A thread waits inside a trace while another one collects what died.
import gc
import threading
import time


def make(k):
    space = {"sleep": time.sleep}
    exec(f"""
def hot(n):
    total = {k}
    for i in range(n):
        total += i % 5
        if i % 100 == 99:
            sleep(0)
    return total
""", space)
    return space.pop("hot")


results = {}


def run(name):
    results[name] = sum(make(name * 100 + k)(200) for k in range(8))
    gc.collect()


threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()))
