d = {}
for i in range(300):
    d[i / 2] = i
    d[i] = -i
print(len(d), d[1], d[1.0], d[2.5], d[True])
print([k for k in list(d)[:6]])
z = {0.0: "a"}
z[-0.0] = "b"
z[False] = "c"
print(z)
