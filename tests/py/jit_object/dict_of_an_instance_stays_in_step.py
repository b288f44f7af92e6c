class O: pass
o = O()
o.x = 1
d = o.__dict__
s = 0
for i in range(500):
    d["x"] += 1
    s += o.x
    o.y = i
    s += d["y"]
    if i == 300:
        o.__dict__ = {"x": 1000}
print(s, d, o.__dict__)
