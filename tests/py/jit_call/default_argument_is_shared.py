# trace: compiled>=1
def f(x, acc=[]):
    acc.append(x)
    return len(acc)

s = 0
for i in range(300):
    s += f(i)
print(s, f(0), len(f.__defaults__[0]))
