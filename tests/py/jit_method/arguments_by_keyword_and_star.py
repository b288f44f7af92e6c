# trace: compiled>=1
def keyword(a, b=3, *, c=5, d):
    return a * 1000 + b * 100 + c * 10 + d


def rest(a, *more):
    return a + len(more) + sum(more)


def spread(function, *args):
    return function(*args)


total = 0
for i in range(400):
    total += keyword(i, d=2) + keyword(b=i, a=1, d=i, c=4) + rest(i) + rest(i, 1, i)
    total += spread(rest, i, 2, 3) + spread(keyword, 1, i, *()) if i < 0 else spread(lambda x: x, i)
print(total)
for bad in (lambda: keyword(1), lambda: keyword(1, 2, 3, d=1), lambda: keyword(1, d=1, e=2), lambda: keyword(1, a=1, d=2)):
    for i in range(100):
        try:
            bad()
        except TypeError as error:
            message = str(error)
    print(message)
