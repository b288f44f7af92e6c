"""A least-recently-used cache as a class: a dict, a doubly linked list, properties, special methods, inheritance."""
import sys


class Entry:
    __slots__ = ("key", "value", "older", "newer")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.older = self.newer = None


class Cache:
    def __init__(self, capacity):
        self._capacity = capacity
        self._entries = {}
        self._oldest = Entry(None, None)
        self._newest = Entry(None, None)
        self._oldest.newer = self._newest
        self._newest.older = self._oldest
        self._hits = 0
        self._misses = 0

    @property
    def hits(self):
        return self._hits

    @property
    def ratio(self):
        asked = self._hits + self._misses
        return self._hits / asked if asked else 0.0

    @property
    def capacity(self):
        return self._capacity

    @capacity.setter
    def capacity(self, value):
        self._capacity = value
        while len(self) > value:
            self.evict()

    def __len__(self):
        return len(self._entries)

    def __contains__(self, key):
        return key in self._entries

    def __getitem__(self, key):
        entry = self._entries.get(key)
        if entry is None:
            self._misses += 1
            return self.missing(key)
        self._hits += 1
        self.unlink(entry)
        self.link(entry)
        return entry.value

    def __setitem__(self, key, value):
        entry = self._entries.get(key)
        if entry is None:
            if len(self) >= self.capacity:
                self.evict()
            entry = self._entries[key] = Entry(key, value)
        else:
            entry.value = value
            self.unlink(entry)
        self.link(entry)

    def __iter__(self):
        entry = self._newest.older
        while entry is not self._oldest:
            yield entry.key
            entry = entry.older

    def missing(self, key):
        raise KeyError(key)

    def unlink(self, entry):
        entry.older.newer = entry.newer
        entry.newer.older = entry.older

    def link(self, entry):
        last = self._newest.older
        last.newer = entry
        entry.older = last
        entry.newer = self._newest
        self._newest.older = entry

    def evict(self):
        entry = self._oldest.newer
        self.unlink(entry)
        del self._entries[entry.key]


class ComputingCache(Cache):
    def __init__(self, capacity, function):
        super().__init__(capacity)
        self.function = function

    def missing(self, key):
        value = self.function(key)
        self[key] = value
        return value


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 700000
    cache = ComputingCache(400, collatz)
    seed = 1
    total = 0
    for _ in range(count):
        seed = (seed * 48271) % 2147483647
        key = 1 + (seed % 1000) * (seed % 7) % 900
        total += cache[key]
        assert key in cache
    assert len(cache) == cache.capacity == 400
    assert len(list(cache)) == 400
    assert 0.0 < cache.ratio < 1.0
    hits = cache.hits
    cache.capacity = 10
    assert len(cache) == 10 == len(set(cache))
    print("lru_cache %d: %d %d" % (count, total, hits))


main()
