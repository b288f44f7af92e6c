# trace: compiled>=1
def gen(start, step):
    while True:
        yield start
        start += step

a, b = gen(0, 1), gen(1000, -1.5)
s = 0
for i in range(600):
    s += next(a) * 2 - next(b)
    if i % 100 == 0:
        a, b = b, a
print(s)
