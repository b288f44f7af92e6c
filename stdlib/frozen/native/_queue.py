"""_queue: a FIFO of unlimited length whose put() may be called from a finaliser that interrupts get() or put()."""
import time
import types
from _thread import allocate_lock
from collections import deque


class Empty(Exception):
    "Exception raised by Queue.get(block=0)/get_nowait()."


class SimpleQueue:
    "Simple, unbounded, reentrant FIFO queue."
    __slots__ = ("_items", "_waiters", "__weakref__")

    def __new__(cls):
        self = object.__new__(cls)
        self._items = deque()
        self._waiters = deque()   # a held lock for every thread that sleeps in get(): freeing it wakes the thread
        return self

    def _wake(self):
        try:
            waiter = self._waiters.popleft()
        except IndexError:
            return
        waiter.release()

    def put(self, item, block=True, timeout=None):
        "Put the item on the queue. It never blocks; the other arguments are for compatibility with Queue."
        self._items.append(item)
        self._wake()

    def put_nowait(self, item):
        "Put an item into the queue without blocking."
        self._items.append(item)
        self._wake()

    def get(self, block=True, timeout=None):
        "Remove and return an item from the queue, waiting for one if `block` is true, at most `timeout` seconds."
        end = None
        if block and timeout is not None:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            end = time.monotonic() + timeout
        while True:
            try:
                return self._items.popleft()
            except IndexError:
                pass
            if not block:
                raise Empty
            if not self._sleep(end):
                raise Empty

    def _sleep(self, end):
        """True: an item may have come. False: the time is over."""
        waiter = allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        woken = False
        try:
            if self._items:
                pass   # put before anybody could see the waiter
            elif end is None:
                woken = waiter.acquire()
            else:
                woken = waiter.acquire(True, max(end - time.monotonic(), 0))
        except BaseException:
            if not self._withdraw(waiter):
                self._wake()   # another thread shall have the item
            raise
        return woken or not self._withdraw(waiter) or bool(self._items)

    def _withdraw(self, waiter):
        """False: it has been woken."""
        try:
            self._waiters.remove(waiter)
        except ValueError:
            return False
        return True

    def get_nowait(self):
        "Remove and return an item from the queue without blocking."
        return self.get(False)

    def empty(self):
        "Return True if the queue is empty, False otherwise."
        return not self._items

    def qsize(self):
        "Return the approximate size of the queue."
        return len(self._items)

    __class_getitem__ = classmethod(types.GenericAlias)


SimpleQueue.__module__ = Empty.__module__ = "_queue"
