def f(*a, **k): return a, k
print(f(1, *[2], 3, *(4,), x=1, **{"y": 2}, z=3, **{"w": 4},))
print(f(*"ab", *[], **{}), f(i for i in ()) [0][0].__class__.__name__, f((yield_ := 5)), f(x:=3))
for bad in (lambda: f(x=1, **{"x": 2}), lambda: f(**{1: 2}), lambda: f(*5), lambda: f(**5), lambda: f(**{"a": 1}, **{"a": 2})):
    try:
        print(bad())
    except TypeError as e:
        print(e)
