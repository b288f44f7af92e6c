def f(items):
    s = 0
    for x in items:
        s += x
    return s

try:
    f([1] * 500 + ["x"])
except TypeError as e:
    print(e)
try:
    f([1.0] * 500 + [None])
except TypeError as e:
    print(e)
try:
    f([1] * 500 + [[1]])
except TypeError as e:
    print(e)
print(f([1] * 500))
