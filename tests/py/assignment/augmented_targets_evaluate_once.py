log = []
class O:
    n = 0
o = O()
def obj():
    log.append("obj")
    return o
def idx():
    log.append("idx")
    return 0
l = [5]
obj().n += 1
l[idx()] -= 2
obj().n **= 3
print(o.n, l, log)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(t, e)
