# threading.local: every thread has its own attributes, and __init__ runs once in each.
import gc
import threading
import weakref
from _thread import _local

print(threading.local is _local)


class Counter(threading.local):
    kind = "class attribute"
    made = []

    def __init__(self, start, step=1):
        self.value = start
        self.step = step
        Counter.made.append(threading.current_thread().name)

    def bump(self):
        self.value += self.step
        return self.value

    @property
    def double(self):
        return self.value * 2


counter = Counter(10, step=5)
plain = threading.local()
plain.x = 1
results = []


def work(n):
    plain.x = n
    for _ in range(n):
        counter.bump()
    results.append((n, plain.x, counter.value, counter.double, counter.kind, sorted(counter.__dict__)))


threads = [threading.Thread(target=work, args=(n,), name=f"T{n}") for n in (1, 2, 3)]
for thread in threads:
    thread.start()
    thread.join()
print(results)
print(Counter.made, counter.value, plain.x, plain.__dict__)


def missing():
    try:
        plain.x
    except AttributeError as e:
        results.append(str(e))
    try:
        del plain.x
    except AttributeError as e:
        results.append(str(e))


results.clear()
thread = threading.Thread(target=missing)
thread.start()
thread.join()
print(results)

for change in (lambda: setattr(plain, "__dict__", {}), lambda: delattr(plain, "__dict__"), lambda: threading.local(1)):
    try:
        change()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class Failing(threading.local):
    tries = 0

    def __init__(self):
        Failing.tries += 1
        if Failing.tries == 2:
            raise ValueError("second")
        self.ready = Failing.tries


failing = Failing()


def retry():
    for _ in range(2):
        try:
            results.append(failing.ready)
        except ValueError as e:
            results.append(str(e))


results.clear()
thread = threading.Thread(target=retry)
thread.start()
thread.join()
print(results, failing.ready)


# What an ended thread stored is dropped.
class Thing:
    pass


def store():
    plain.thing = Thing()
    refs.append(weakref.ref(plain.thing))


refs = []
thread = threading.Thread(target=store)
thread.start()
thread.join()
del thread
gc.collect()
print([ref() for ref in refs])
