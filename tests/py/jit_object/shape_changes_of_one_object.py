# trace: compiled>=1
class O: pass
o = O()
o.a = 0
s = 0
for i in range(600):
    o.a += 1
    if i % 50 == 0:
        setattr(o, f"extra{i}", i)
    if i % 120 == 0:
        del o.extra0
        o.extra0 = 1
    s += o.a
print(s, len(o.__dict__), list(o.__dict__)[:3])
