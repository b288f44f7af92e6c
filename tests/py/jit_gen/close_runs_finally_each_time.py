closed = 0
def g():
    global closed
    try:
        i = 0
        while True:
            yield i
            i += 1
    finally:
        closed += 1

s = 0
for k in range(100):
    it = g()
    for x in it:
        s += x
        if x == k % 7:
            break
    it.close()
print(s, closed)
