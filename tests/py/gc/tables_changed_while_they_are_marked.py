# builds: optimised
# modes: off,on,threshold1
# timeout: 60
# What is young at the start of a minor collection is marked in steps when it is much; meanwhile tables are changed, and
# values move from places that are still to be visited to places that were.
import gc
import weakref


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def rotate(items, rounds):
    for i in range(rounds):
        items[i % 7], items[-1 - i % 5] = items[-1 - i % 5], Node(i, items[i % 7].value)
        if i % 100 == 0:
            items.append(items.pop(i % 50))
        if i % 4000 == 0:
            items.sort(key=lambda node: str(node.value)[::-1])
    return len(items)


def drain(table, rounds):
    moved = {}
    for i in range(rounds):
        key, value = table.popitem()
        moved[key] = [value]
        if i % 3 == 0:
            table[-i - 1] = [key]
    return moved


items = [Node(i) for i in range(60000)]
print(rotate(items, 60000), len({id(node) for node in items}))
table = {i: str(i) for i in range(200000)}
moved = drain(table, 150000)
wrong = [k for k, (v,) in moved.items() if v != str(k) and not isinstance(v, list)]
print(len(table), len(moved), wrong)

# Nothing that was dropped before survives an explicit collection, whatever was under way.
kept = [[i] for i in range(100000)]
for size in range(20):
    node = Node(size)
    ref = weakref.ref(node)
    kept.append([[j] for j in range(size * 3000)])
    del node
    gc.collect()
    if ref() is not None:
        print("alive", size)
print(len(kept))
