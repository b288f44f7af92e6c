def bad(x):
    if x == 2:
        raise ValueError(x)
    return x
try:
    [bad(i) for i in range(5)]
except ValueError as e:
    print("caught", e)
try:
    {1: 2 for _ in range(3) if 1 / 0}
except ZeroDivisionError as e:
    print(e)
try:
    [i for i in [1, 2] if undefined]
except NameError as e:
    print(e)
try:
    {[] for _ in range(1)}
except TypeError as e:
    print(e)
print([x for x in []], {x for x in []}, {x: x for x in []}, list(x for x in []))
