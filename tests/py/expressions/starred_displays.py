a = [*range(3), *"ab", *{}, *(1,)]
b = {*a, 1, *[2, 3]}
c = {**{1: 2}, 3: 4, **{1: 5}}
t = *a, 1
print(a, sorted(map(str, b)), c, t, [*[]], {**{}}, (*(),), [*[*[1]]])
try:
    [*5]
except TypeError as e:
    print(e)
try:
    {**[1]}
except TypeError as e:
    print(e)
