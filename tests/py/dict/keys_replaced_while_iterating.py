"""Keys that go and come while a dict is iterated over: found out when more entries than there were are about to come."""


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as e:
        print(type(e).__name__, e)


def replace_only_key(d, view):
    for item in view(d):
        d.pop(next(iter(d)))
        d[len(d) + 10] = 6
    return d


def popitem_and_add(d):
    seen = []
    for k in d:
        seen.append(k)
        last, value = d.popitem()
        d[last] = value
    return seen


for view in dict.keys, dict.values, dict.items, iter:
    attempt(replace_only_key, {1: 2}, view)
attempt(popitem_and_add, {1: 1, 2: 2, 3: 3})
attempt(popitem_and_add, {1: 1})

# Adding and taking the last again and again.
d = {}
for i in range(2000):
    d[i] = i
    if i % 3:
        del d[i]
    if i % 5 == 0:
        d.pop(i, None)
print(len(d), list(d)[:5], list(d)[-3:], d.popitem(), d.popitem())
for i in range(100):
    d.clear() if i % 10 == 0 else d.update({i: i})
    d[i] = i
    del d[i]
print(d)
from collections import OrderedDict
o = OrderedDict((i, i) for i in range(10))
del o[9], o[8]
o.move_to_end(3)
print(o.popitem(), o.popitem(), o.popitem(last=False), list(o))
o[50] = 1
o.move_to_end(50)
print(list(o), list(reversed(o)))
