# trace: compiled>=1
s = 0
for i in range(100):
    a = [j * j for j in range(i % 20)]
    b = {j: j + 1 for j in a}
    c = {j % 5 for j in a}
    d = [x + y for x in a for y in c if x > y]
    e = [[k for k in range(j % 3)] for j in range(5)]
    s += len(a) + len(b) + len(c) * 10 + sum(d) + len(e[2])
print(s)
print(len([x for x in range(3000) if x % 7 == 3 if x % 2]), sum([x / 2 for x in range(1000)]))
