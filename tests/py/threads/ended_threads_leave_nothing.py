# builds: optimised
# When the number of threads is asked for, what ended ones left is gone, as weak references show.
import _thread
import threading
import weakref


class Load:
    pass


def job(load):
    load.seen = True


def run():
    refs = []
    for _ in range(10):
        load = Load()
        thread = threading.Thread(target=job, args=(load,))
        refs += [weakref.ref(thread), weakref.ref(load)]
        thread.start()
        thread.join()
    return refs


before = _thread._count(), threading._dangling.copy()
refs = run()
after = _thread._count(), threading._dangling
print(after == before)
print([ref() for ref in refs if ref()])
