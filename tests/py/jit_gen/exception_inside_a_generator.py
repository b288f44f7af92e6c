def g(n):
    for i in range(n):
        yield 10 // (n - 1 - i)

for n in (5, 300):
    out = []
    try:
        for x in g(n):
            out.append(x)
    except ZeroDivisionError as e:
        print(n, sum(out), e)
def h():
    yield 1
    raise StopIteration
r = []
for i in range(150):
    try:
        list(h())
    except RuntimeError as e:
        r.append(str(e))
print(len(r), r[0])
