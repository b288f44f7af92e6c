# trace: compiled>=1
i = "outer"
x = [i for i in range(500)]
print(i, x[-1])
fs = [lambda: j for j in range(300)]
print(fs[0](), fs[299]())
gs = [lambda j=j: j for j in range(300)]
print(gs[0](), gs[299]())
class C:
    k = 3
    xs = [k for k in range(400)]
    y = k
print(C.y, C.xs[-1])
