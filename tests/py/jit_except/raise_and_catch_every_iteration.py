# trace: compiled>=1
class Oops(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n

s = 0
for i in range(600):
    try:
        if i % 2:
            raise Oops(i)
        s += 1
    except Oops as e:
        s += e.n
print(s)
