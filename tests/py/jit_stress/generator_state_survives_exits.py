# trace: compiled>=1
def g(n):
    total = 0
    for i in range(n):
        x = yield total
        if x is not None:
            total += x
        elif i % 71 == 70:
            total = float(total)
        total += i
    return "end"

it = g(600)
r = next(it)
out = []
for k in range(595):
    r = it.send(k if k % 3 else None)
    if k % 150 == 149:
        out.append((k, r, it.gi_frame.f_locals["i"], it.gi_frame.f_locals["total"]))
print(out, r)
