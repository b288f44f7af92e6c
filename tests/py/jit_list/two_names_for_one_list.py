# trace: compiled>=1
def f(a, b, n):
    s = 0
    for i in range(n):
        a[0] = i
        b[0] += 1
        s += a[0] + b[-1]
    return s

x = [1, 2]
y = [3, 4]
print(f(x, y, 400), x, y)
print(f(x, x, 400), x)
z = [7]
print(f(z, z, 400), z)
