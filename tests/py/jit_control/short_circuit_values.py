# trace: compiled>=1
def f(n):
    out = 0
    for i in range(n):
        a = i % 3 and i % 5 or -1
        b = (i & 1 or None) and "x"
        c = not (a and b) or i
        out += a + (len(b) if b else 7) + c
    return out

print(f(1), f(2), f(10), f(1000))
