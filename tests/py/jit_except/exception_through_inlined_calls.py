# trace: compiled>=1
def a(i):
    if i % 7 == 0:
        raise ValueError(i)
    return i
def b(i): return a(i) + 1
def c(i):
    try:
        return b(i)
    except KeyError:
        return -1

s = 0
for i in range(700):
    try:
        s += c(i)
    except ValueError as e:
        s -= e.args[0]
print(s)
