# trace: compiled>=1
import operator
ops = {"+": operator.add, "-": lambda a, b: a - b, "*": operator.mul, "max": max, "h": lambda a, b: (a + b) // 2}
names = list(ops)
v = 1
for i in range(1000):
    v = ops[names[i * 7 % 5]](v, i) % 100003
print(v)
