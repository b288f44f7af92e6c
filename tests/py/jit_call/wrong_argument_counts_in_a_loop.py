def f(a, b): return a + b
texts = set()
n = 0
for i in range(300):
    try:
        if i % 5 == 0:
            f(1)
        elif i % 5 == 1:
            f(1, 2, 3)
        elif i % 5 == 2:
            f(1, c=2)
        elif i % 5 == 3:
            f(1, a=2)
        else:
            n += f(1, 2)
    except TypeError as e:
        texts.add(str(e))
for t in sorted(texts):
    print(t)
print(n)
