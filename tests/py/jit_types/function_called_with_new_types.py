# trace: compiled>=1
def poly(x):
    r = x
    for i in range(3):
        r = r * 2
    return r

res = []
for i in range(100):
    res.append(poly(i))
for i in range(100):
    res.append(poly(i / 4))
for i in range(20):
    res.append(poly("ab"))
for i in range(20):
    res.append(poly([i]))
print(res[99], res[101], res[150], res[205], res[230])
print(sum(res[:200]))
