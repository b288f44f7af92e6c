# trace: compiled>=1
def count(n):
    s = 0
    t = True
    for i in range(n):
        s += i % 3 == 0
        t = t & (i >= 0)
        s += t
    return s, t

print(count(1000))
b = False
for i in range(200):
    b = b ^ (i % 2 == 0)
print(b, type(b))
b = True
for i in range(200):
    b = b + True
print(b, type(b))
