def f(n):
    caught = 0
    s = 0
    for i in range(n):
        try:
            s += 100 // (i % 50)
        except ZeroDivisionError as e:
            caught += 1
            text = str(e)
    return s, caught, text

print(f(1000))

def g(n):
    r = []
    for i in range(n):
        try:
            r.append(i % (i & 31))
        except ZeroDivisionError as e:
            r.append(str(e))
    return r

r = g(500)
print(r[:3], r[31:34], r[480:483], len(r))
