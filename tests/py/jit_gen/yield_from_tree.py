# trace: compiled>=1
def flatten(x):
    for e in x:
        if isinstance(e, list):
            yield from flatten(e)
        else:
            yield e

t = [1, [2, [3, [4, [5]]]], [[[[6]]]], 7]
s = 0
for i in range(60):
    for v in flatten(t):
        s += v * i
print(s, list(flatten(t)))
