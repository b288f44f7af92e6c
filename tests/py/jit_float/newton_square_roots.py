# trace: compiled>=1
def root(a):
    x = a
    for _ in range(60):
        x = 0.5 * (x + a / x)
    return x

print(root(2.0), root(1e10), root(1e-10), root(12345.678))
s = 0.0
for i in range(1, 300):
    s += root(float(i))
print(s)
