# trace: compiled>=1
def naturals(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def keep(predicate, items):
    for item in items:
        if predicate(item):
            yield item


def pairs(items):
    previous = None
    for item in items:
        if previous is not None:
            yield previous, item
        previous = item


def both(first, second):
    yield from first
    result = yield from second
    yield result


def numbered(n):
    for i in range(n):
        yield i
    return "end"


total = 0
for a, b in pairs(keep(lambda n: n % 3, naturals(2000))):
    total += b * a
print(total)
print([x for x in both([1, 2, 3], numbered(5))])
total = 0
for i in range(60):
    for x in both(range(10), numbered(i)):
        if x == "end":
            total += 1000000
        else:
            total += x
print(total)
big = 0
for x in keep(lambda n: n, naturals(100)):
    big = (big << 40) + x
print(big % 1000000007)
