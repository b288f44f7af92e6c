class E:
    def __init__(self, xs): self.xs = xs
    def __eq__(self, o):
        if len(self.xs) < 5:
            self.xs.append(o)
        return False

n = 0
for i in range(200):
    xs = []
    xs.append(E(xs))
    xs.append(E(xs))
    n += 7 in xs
    n += xs.count(3)
    n += len(xs)
print(n)
