# trace: compiled>=1
import sys, traceback

def numbers(n, bad=-1):
    for i in range(n):
        if i == bad:
            raise LookupError(i)
        yield i * 7 % 101

def all_of(n):
    return (sum(numbers(n)), sum(numbers(n), 10), sum(numbers(n), 0.5), any(x > 99 for x in numbers(n)), all(x < 100 for x in numbers(n)),
            min(numbers(n)), max(x / 2 for x in numbers(n)), sorted(numbers(n))[:3], sorted(numbers(n), reverse=True)[:3],
            sorted((x for x in numbers(n)), key=lambda x: x % 10)[:3], len(list(numbers(n))), tuple(numbers(3)),
            len(set(x % 9 for x in numbers(n))), "-".join(str(x) for x in numbers(5)))

for n in (150, 300):
    print(all_of(n))

def failing(consume, n):
    try:
        return consume(n)
    except Exception as e:
        names = [frame.name for frame in traceback.extract_tb(e.__traceback__)]
        return type(e).__name__, str(e), names, type(e.__context__).__name__

consumers = [lambda n: sum(numbers(n, 90)), lambda n: list(numbers(n, 90)), lambda n: max(numbers(0)), lambda n: min(x for x in ()),
             lambda n: sum(str(x) for x in numbers(n)), lambda n: "".join(x for x in numbers(n)), lambda n: set([x] for x in numbers(n)),
             lambda n: sorted(x if x % 2 else str(x) for x in numbers(n)), lambda n: min(1j for x in numbers(n)),
             lambda n: sum((x for x in numbers(n)), "a"), lambda n: any(numbers(n), 1),
             lambda n: max(numbers(n), key=lambda x: -x), lambda n: min(numbers(0), default=5), lambda n: sum([*numbers(n)])]
for consume in consumers:
    print(failing(consume, 120))

def frames():
    names, frame = [], sys._getframe()
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    yield names

def caller():
    return list(frames()), any(frames()), max(frames())

print(caller())

def rest(n):
    g = numbers(n)
    first = any(x == 77 for x in g)
    return first, next(g), sum(g), list(g), any(g), all(g)

print(rest(200))

def self_consuming():
    yield 1
    yield sum(me)

me = self_consuming()
try:
    print(list(me))
except ValueError as e:
    print(e)

def depth(n):
    return 1 + sum(depth(n - 1) for _ in range(1)) if n else 0

print(depth(50))
total = 0
for k in range(300):
    total += sum(x for x in range(k % 6)) + max((x for x in (k, 3)), default=0) + len(list(x for x in "abc" if x != "b"))
print(total)
sum = lambda it: "shadowed"
print(sum(x for x in range(3)))
