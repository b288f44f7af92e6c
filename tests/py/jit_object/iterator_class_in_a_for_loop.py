# trace: compiled>=1
class Count:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration
        return self.i

s = 0
for x in Count(500):
    s += x
for i in range(60):
    for x in Count(i % 7):
        s += x
print(s)

class Old:
    def __getitem__(self, i):
        if i >= 300:
            raise IndexError
        return i * 2
print(sum(Old()), max(Old()), 598 in Old())
