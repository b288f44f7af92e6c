def f():
    print("iterable")
    return [1, 2]
g = (print("body", x) for x in f())
print("made")
list(g)
try:
    (x for x in 5)
except TypeError as e:
    print(e)
g = (y for x in [1] for y in 5)
try:
    next(g)
except TypeError as e:
    print(e)
class A:
    items = [1, 2]
    total = sum(i for i in items)
print(A.total)
