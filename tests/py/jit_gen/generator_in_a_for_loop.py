# trace: compiled>=1
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1

s = 0
for x in count(1000):
    s += x
for i in range(50):
    for x in count(i % 6):
        s += x
print(s)
