import sys
def leaf(i):
    if i % 150 == 149:
        f = sys._getframe()
        return f.f_back.f_locals["acc"], f.f_back.f_back.f_locals["k"], f.f_back.f_lineno - f.f_back.f_code.co_firstlineno
    return None
def middle(i):
    acc = i * 2
    r = leaf(i)
    acc += 1
    return r
def top(n):
    out = []
    for k in range(n):
        r = middle(k)
        if r:
            out.append(r)
    return out

print(top(600))
