"""Results of 80 KB that only frames know, next to others that lists, views, generators, closures and weak references keep."""
import resource
import weakref

import numpy as np

COUNT = 10000
base = np.arange(float(COUNT))


def check(array, first):
    assert array.shape == (COUNT,) and array[0] == first and array[-1] == first + COUNT - 1 and array[5000] == first + 5000


def temporaries(n):
    total = 0.0
    for i in range(n):
        total += (base + float(i) * 2.0 - 1.0)[3]
    return total


def kept_for_a_while(n):
    window = []
    for i in range(n):
        window.append(base + float(i))
        if len(window) > 7:
            check(window.pop(0), i - 7)
    return [int(a[0]) for a in window]


def views_without_their_base(n):
    view, total = None, 0
    for i in range(n):
        if view is not None:
            assert view.base is not None and view[0] == i - 1 + 10 and view[-1] == i - 1 + COUNT - 1
        view = (base + float(i))[10:]
        total += view.shape[0]
    return total


def held_by_generator(n):
    a = base + 1000.0
    for i in range(n):
        b = a + float(i)
        yield b[2]
        check(a, 1000)
        check(b, 1000 + i)


def held_by_closure(n):
    def make(i):
        a = base + float(i)
        return lambda: a[1]
    functions = [make(i) for i in range(8)]
    for i in range(n):
        functions[i % 8] = make(i)
        temporaries(2)
    return sum(f() for f in functions)


def deep(n, a):
    if n == 0:
        return temporaries(40)
    b = a + 1.0
    result = deep(n - 1, b)
    check(b, a[0] + 1)
    return result


class Holder:
    pass


def moved_to_the_heap(n):
    """First only the frame knows an array, and then only an old object does."""
    holder = Holder()
    holder.arrays = {}
    for i in range(n):
        a = base + float(i)
        temporaries(25)
        holder.arrays[i % 5] = a
        a = None
        temporaries(25)
        check(holder.arrays[i % 5], i)
    return sorted(int(a[0]) for a in holder.arrays.values())


def weakly_known(n):
    reference, found = None, 0
    for i in range(n):
        a = base + float(i)
        reference = weakref.ref(a)
        temporaries(30)
        assert reference() is a
        check(reference(), i)
        found += 1
    return found


print(temporaries(3000))
print(kept_for_a_while(500))
print(views_without_their_base(500))
print(sum(held_by_generator(300)))
print(held_by_closure(200))
print(deep(60, base))
print(moved_to_the_heap(40))
print(weakly_known(40))
# Some 900 MB of arrays were made, of which a few were alive at any time.
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 200 << 10)
