class O: pass
o, l, d = O(), [0, 1, 2, 3], {}
o.x, l[0] = 5, 6
o.y = l[1] = d["k"] = 9
l[1:3] = "ab", "c"
(o.p, *l[2:]), d[1] = (7, 8, 9), 10
print(o.x, o.y, o.p, l, d)
i = 0
i, l[i] = 1, "one"
print(i, l)
for o.x in range(3): pass
for l[0] in "xyz": pass
print(o.x, l[0])
with open("/dev/null") as d["file"]: pass
print(d["file"].closed)
