# trace: compiled>=1
def averager():
    total = 0
    n = 0
    avg = None
    while True:
        x = yield avg
        total += x
        n += 1
        avg = total / n

a = averager()
next(a)
for i in range(500):
    r = a.send(i)
print(r)
for i in range(200):
    r = a.send(0.5)
print(r)
