def f(n):
    out = 0
    for i in range(n):
        x = i
        if i % 100 == 50:
            del x
        try:
            out += x
        except UnboundLocalError as e:
            out -= 1
            text = str(e)
    return out, text

print(f(1000))

def g(n):
    for i in range(n):
        if i == n - 1:
            return y
        if i == n:
            y = 1

try:
    g(500)
except UnboundLocalError as e:
    print(e)
