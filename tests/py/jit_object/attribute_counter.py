# trace: compiled>=1
class Counter:
    def __init__(self):
        self.n = 0
    def add(self, k):
        self.n += k
        return self

c = Counter()
for i in range(1000):
    c.add(i)
    c.n -= 1
print(c.n)
