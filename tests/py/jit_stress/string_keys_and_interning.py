# trace: compiled>=1
d = {}
for i in range(900):
    k = "k" + str(i % 30)
    d[k] = d.get(k, 0) + 1
    if "".join(["k", "7"]) in d:
        d["seen"] = i
    o = d.get("k%d" % (i % 31))
print(len(d), d["k3"], d["seen"], o)
class A: pass
a = A()
for i in range(300):
    setattr(a, "n" + str(i % 5), i)
    getattr(a, "n" + str(i % 3))
print(sorted(vars(a).items()))
