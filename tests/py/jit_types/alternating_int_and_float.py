# trace: compiled>=1
def f(n):
    x = 0
    for i in range(n):
        if i & 1:
            x += 1
        else:
            x += 0.5
    return x

print(f(1), f(2), f(3), f(1001))
y = 1
kinds = ""
for i in range(200):
    y = y + 1 if i % 2 else float(y)
    kinds += type(y).__name__[0]
print(kinds[:10], y, type(y).__name__)
