# trace: compiled>=1
def f(a, b=2, *, c=3, d=4):
    return a * 1000 + b * 100 + c * 10 + d

s = 0
for i in range(400):
    s += f(i) + f(i, 1) + f(i, b=5) + f(a=i, d=0) + f(i, c=i % 3, b=7) + f(i, 2, c=1, d=2)
print(s)
