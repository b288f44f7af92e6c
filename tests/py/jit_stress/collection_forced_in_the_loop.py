# trace: compiled>=1
import gc
class T:
    def __init__(self, v): self.v = [v]
keep = []
s = 0
for i in range(300):
    t = T((i, str(i)))
    u = T(t)
    if i % 60 == 0:
        gc.collect()
        keep.append(u)
    s += u.v[0].v[0][0]
gc.collect()
print(s, [k.v[0].v for k in keep])
