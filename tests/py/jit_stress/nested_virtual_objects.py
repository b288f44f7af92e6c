# trace: compiled>=1
class P:
    def __init__(self, a, b): self.a, self.b = a, b
def f(n):
    kept = []
    s = 0
    for i in range(n):
        p = P(P(i, [i, (i, i + 1)]), {"k": P(None, i)})
        s += p.a.a + p.a.b[1][1] + p.b["k"].b
        p.a.b.append(p)
        if i % 200 == 150:
            kept.append(p)
    return s, [(k.a.a, k.a.b[2] is k, k.b["k"].b, k.a.b[1]) for k in kept]

print(f(5), f(700))
