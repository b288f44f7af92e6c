out = []
v = 1
for i in range(400):
    if i == 200:
        v = True
    if i == 300:
        v = 1
    out.append(v)
print(out[199], out[200], out[299], out[300], [type(x).__name__ for x in out[198:202]])
print(sum(out), sum(1 for x in out if x is True))
